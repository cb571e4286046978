/// Makes one turn of a chat of the spans of one trace.
@NullMarked
package io.evalstream.otlp.turn;

import org.jspecify.annotations.NullMarked;
