/// A judge that costs next to nothing, so that a benchmark measures the monitor.
@NullMarked
package io.evalstream.bench.lean;

import org.jspecify.annotations.NullMarked;
