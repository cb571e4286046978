/// Finds the numbers of the heuristic judge on labelled rows, and tells how good they are.
@NullMarked
package io.evalstream.bench.fit;

import org.jspecify.annotations.NullMarked;
