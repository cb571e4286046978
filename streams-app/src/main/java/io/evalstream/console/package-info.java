/// The console: what people look at when a rate is red, and the API under it.
@NullMarked
package io.evalstream.console;

import org.jspecify.annotations.NullMarked;
