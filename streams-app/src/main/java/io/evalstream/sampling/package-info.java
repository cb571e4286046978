/// Decides which traces are judged, and with which probability: by the trace id, the rules, and
/// what budgets and judges bear at the moment.
@NullMarked
package io.evalstream.sampling;

import org.jspecify.annotations.NullMarked;
