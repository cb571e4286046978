/// Plans the judgements of a trace, puts them to their judges, and closes the trace when the last
/// one has ended.
@NullMarked
package io.evalstream.judging;

import org.jspecify.annotations.NullMarked;
