package io.evalstream.agreement;

import io.evalstream.config.Section;
import java.time.Duration;

/// Whether labels of people are compared with those of judges, and for how long.
///
/// @param isOn whether the section is there; without it feedback is not read, and no trace is
///   remembered
/// @param remember how long the labels of a judged trace are kept, and how long feedback waits for
///   them
public record AgreementConfig(boolean isOn, Duration remember) {

  public static final AgreementConfig OFF = new AgreementConfig(false, Duration.ofDays(7));

  /// @param root of the configuration
  public static AgreementConfig read(Section root) {
    if (!root.has("agreement")) {
      return OFF;
    }
    Section section = root.section("agreement");
    return new AgreementConfig(
        true,
        section.duration("remember", OFF.remember, Duration.ofMinutes(1), Duration.ofDays(90)));
  }
}
