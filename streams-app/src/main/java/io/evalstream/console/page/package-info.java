/// The pages of the console, made on the server.
@NullMarked
package io.evalstream.console.page;

import org.jspecify.annotations.NullMarked;
