/// Decides which traces are judged, and with which probability: the same decision after a replay,
/// on every instance, for every part of a trace.
@NullMarked
package io.evalstream.sampling;

import org.jspecify.annotations.NullMarked;
