/// Measures what the project promises, with real processes on one machine.
@NullMarked
package io.evalstream.bench.figures;

import org.jspecify.annotations.NullMarked;
