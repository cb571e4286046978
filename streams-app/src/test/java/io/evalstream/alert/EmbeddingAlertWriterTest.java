package io.evalstream.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.alert.rule.AlertRule;
import io.evalstream.alert.rule.AlertState;
import io.evalstream.alert.rule.Condition;
import io.evalstream.alert.rule.EmbeddingChange;
import io.evalstream.alert.rule.EmbeddingChange.Cause;
import io.evalstream.alert.rule.EmbeddingFinding;
import io.evalstream.alert.rule.Method;
import io.evalstream.alert.rule.Muting;
import io.evalstream.app.Turns;
import io.evalstream.event.Alert;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddingAlertWriterTest {

  private static final AlertSeries SERIES = new AlertSeries("moved", "docs-bot", "*", "all", "*");
  private static final AlertRule RULE =
      new AlertRule(
          "moved",
          AlertRule.ANY,
          null,
          "all",
          new Condition.Drift(Duration.ofDays(8)),
          new Method.Windows(),
          Duration.ofDays(2),
          null,
          List.of("slack"));
  private static final AlertState FIRING = new AlertState.Firing(Turns.NOON, null);
  private static final AlertState OVER = new AlertState.Inactive(Turns.NOON);
  private static final EmbeddingFinding FINDING =
      new EmbeddingFinding(
          Turns.NOON, Turns.NOON.plus(Duration.ofHours(48)), 1_234, 24_000, 12.34, 0.0421);
  private static final String DISTANCE =
      "their embeddings moved by 4.2 % of the variance of the baseline (z 12.3), 1,234 of them"
          + " against 24,000";

  private static Alert written(AlertState after, Cause cause, EmbeddingFinding finding) {
    EmbeddingChange change =
        new EmbeddingChange(
            RULE, FIRING, after, cause, 3, 0, Turns.NOON, List.of(), Muting.NONE, finding);
    return new EmbeddingAlertWriter(SERIES, change).at(Turns.NOON);
  }

  @Test
  void reminder_saysOnlyTheDistance() {
    Alert alert = written(FIRING, Cause.STANDING, FINDING);

    assertThat(alert.getSummary()).isEqualTo("Questions to docs-bot: " + DISTANCE);
    assertThat(alert.getReason()).isNull();
  }

  @Test
  void silence_saysHowLong_andMeasuresNothing() {
    Alert alert = written(OVER, Cause.SILENCE, null);

    assertThat(alert.getSummary())
        .isEqualTo(
            "Questions to docs-bot: no embedding has come for 6d, so nothing is compared any more");
    assertThat(alert.getReason()).isEqualTo("no_embeddings");
    assertThat(alert.getOverMs()).isZero();
    assertThat(alert.getDrift()).isNull();
  }

  @Test
  void otherLength_measuresNothing() {
    Alert alert = written(OVER, Cause.OTHER_LENGTH, null);

    assertThat(alert.getReason()).isEqualTo("other_length");
    assertThat(alert.getOverMs()).isZero();
  }

  @Test
  void newNormal_isNoEndOfTheDrift() {
    Alert alert = written(OVER, Cause.NEW_NORMAL, FINDING);

    assertThat(alert.getSummary())
        .isEqualTo(
            "Questions to docs-bot: they have been other ones for as long as the baseline is, so"
                + " these are what is normal from now on; "
                + DISTANCE);
    assertThat(alert.getReason()).isEqualTo("new_normal");
    assertThat(alert.getOverMs()).isEqualTo(Duration.ofHours(48).toMillis());
  }

  @Test
  void endByItsWindows_isAsBefore() {
    Alert alert = written(OVER, Cause.WINDOWS, FINDING);

    assertThat(alert.getSummary()).isEqualTo("Questions to docs-bot: as before again: " + DISTANCE);
    assertThat(alert.getReason()).isNull();
  }
}
