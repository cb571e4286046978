/// Turns observations into eval rates: per series and window, with an honest interval, what is
/// missing, how retrieval ranks, and corrected for the errors of the judge where these are known.
@NullMarked
package io.evalstream.rate;

import org.jspecify.annotations.NullMarked;
