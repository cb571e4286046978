/// Traces from files: the JSON Lines shape that replay, eval and benchmark read.
@NullMarked
package io.evalstream.offline;

import org.jspecify.annotations.NullMarked;
