package io.evalstream.agreement;

import io.evalstream.event.JudgedTrace;
import io.evalstream.state.HumanLabel;

/// What is heard of a trace.
sealed interface Said {

  record ByPerson(HumanLabel label) implements Said {}

  record ByJudge(JudgedTrace trace) implements Said {}
}
