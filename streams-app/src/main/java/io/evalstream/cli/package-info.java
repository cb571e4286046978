/// The commands: parse, call, print.
@NullMarked
package io.evalstream.cli;

import org.jspecify.annotations.NullMarked;
