package io.evalstream.notify;

import io.evalstream.event.Alert;

/// The colour beside a message of Slack.
enum SlackColour {
  RED("#d92d20"),
  ORANGE("#f79009"),
  GREEN("#12b76a");

  private final String code;

  SlackColour(String code) {
    this.code = code;
  }

  static SlackColour of(Alert alert, Severity severity) {
    if (!alert.getState().equals("firing")) {
      return GREEN;
    }
    return severity == Severity.PAGE ? RED : ORANGE;
  }

  String code() {
    return code;
  }
}
