package io.evalstream.agreement;

import io.evalstream.state.HumanLabel;
import io.evalstream.topic.DeadLetter;

/// What became of a record of feedback.
sealed interface Checked {

  /// Valid.
  record Accepted(HumanLabel label) implements Checked {}

  /// Not valid.
  record Refused(DeadLetter letter) implements Checked {}
}
