package io.evalstream.agreement;

import io.evalstream.state.HumanLabel;
import io.evalstream.state.JudgeLabels;

/// What is heard of a trace.
sealed interface Said {

  record ByPerson(HumanLabel label) implements Said {}

  record ByJudge(JudgeLabels labels) implements Said {}
}
