package io.evalstream.agreement;

import io.evalstream.state.HumanLabel;
import io.evalstream.topic.DeadLetter;

/// What became of a record of feedback.
sealed interface Screened {

  /// Valid.
  record Accepted(HumanLabel label) implements Screened {}

  /// Not valid.
  record Refused(DeadLetter letter) implements Screened {}
}
