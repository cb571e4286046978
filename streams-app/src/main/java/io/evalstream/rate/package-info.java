/// Turns evaluations into eval rates: per series and window, with an honest interval.
@NullMarked
package io.evalstream.rate;

import org.jspecify.annotations.NullMarked;
