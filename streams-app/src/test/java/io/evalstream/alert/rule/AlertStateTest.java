package io.evalstream.alert.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.alert.rule.AlertState.Firing;
import io.evalstream.alert.rule.AlertState.Inactive;
import io.evalstream.alert.rule.AlertState.Pending;
import io.evalstream.alert.rule.AlertState.Reading;
import io.evalstream.alert.rule.AlertState.Waits;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AlertStateTest {

  private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");
  private static final Duration FOR = Duration.ofMinutes(2);
  private static final Duration RESOLVE_AFTER = Duration.ofMinutes(5);

  /// From which state, which reading after how many minutes, to which state.
  static Stream<Arguments> transitions() {
    return Stream.of(
        Arguments.of(new Inactive(START), Reading.WITHIN, 9, new Inactive(START)),
        Arguments.of(new Inactive(START), Reading.UNCLEAR, 9, new Inactive(START)),
        Arguments.of(new Inactive(START), Reading.ABOVE, 9, new Pending(at(9))),
        Arguments.of(new Pending(START), Reading.ABOVE, 1, new Pending(START)),
        Arguments.of(new Pending(START), Reading.ABOVE, 2, new Firing(START, null)),
        Arguments.of(new Pending(START), Reading.ABOVE, 3, new Firing(START, null)),
        Arguments.of(new Pending(START), Reading.WITHIN, 3, new Inactive(at(3))),
        Arguments.of(new Pending(START), Reading.UNCLEAR, 3, new Inactive(at(3))),
        Arguments.of(new Firing(START, null), Reading.ABOVE, 9, new Firing(START, null)),
        Arguments.of(new Firing(START, null), Reading.UNCLEAR, 9, new Firing(START, null)),
        Arguments.of(new Firing(START, null), Reading.WITHIN, 9, new Firing(START, at(9))),
        Arguments.of(new Firing(START, at(1)), Reading.WITHIN, 5, new Firing(START, at(1))),
        Arguments.of(new Firing(START, at(1)), Reading.WITHIN, 6, new Inactive(at(1))),
        Arguments.of(new Firing(START, at(1)), Reading.ABOVE, 6, new Firing(START, null)),
        Arguments.of(new Firing(START, at(1)), Reading.UNCLEAR, 6, new Firing(START, null)),
        Arguments.of(new Firing(START, at(1)), Reading.UNKNOWN, 6, new Firing(START, at(1))),
        Arguments.of(new Firing(START, null), Reading.SILENT, 9, new Firing(START, at(9))),
        Arguments.of(new Firing(START, at(1)), Reading.SILENT, 6, new Inactive(at(1))));
  }

  @ParameterizedTest
  @MethodSource("transitions")
  void look_leadsTo(AlertState before, Reading reading, int minutes, AlertState after) {
    assertThat(before.after(reading, new Waits(FOR, RESOLVE_AFTER), at(minutes))).isEqualTo(after);
  }

  @Test
  void withoutWaits_theAlertFiresAndResolvesAtOnce() {
    AlertState firing = new Inactive(START).after(Reading.ABOVE, Waits.NONE, at(1));
    AlertState resolved = firing.after(Reading.WITHIN, Waits.NONE, at(2));

    assertThat(firing).isEqualTo(new Firing(at(1), null));
    assertThat(resolved).isEqualTo(new Inactive(at(2)));
  }

  private static Instant at(int minutes) {
    return START.plus(Duration.ofMinutes(minutes));
  }
}
