/// One evaluator applied to one target of one trace: which there are, what the judge is asked, and
/// the evaluation that its reply becomes. The monitor and the commands on files judge with these.
@NullMarked
package io.evalstream.judgement;

import org.jspecify.annotations.NullMarked;
