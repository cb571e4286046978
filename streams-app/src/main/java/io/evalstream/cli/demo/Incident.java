package io.evalstream.cli.demo;

import java.time.Duration;

/// When the retrieval of one app is out of order, counted from the start of the demo.
///
/// @param app whose retrieval it is
public record Incident(String app, Duration from, Duration until) {

  boolean isOn(String app, Duration elapsed) {
    return this.app.equals(app) && elapsed.compareTo(from) >= 0 && elapsed.compareTo(until) < 0;
  }
}
