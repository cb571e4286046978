package io.evalstream.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceTest {

  private static final AlertRule RULE =
      new AlertRule(
          "toxic",
          "toxicity",
          null,
          "all",
          0.05,
          Duration.ofMinutes(5),
          Duration.ZERO,
          Duration.ZERO,
          30,
          List.of());

  private final Buckets labels = new Buckets();

  /// 99 labels of weight 1 pass and one of weight 1,000 fails: a rate of 91 %, from one label.
  @Test
  void oneHeavyLabel_isNotManySamples() {
    passing(99);
    labels.plus(0, 1_000, true, "t-heavy");

    Evidence evidence = labels.evidence();

    assertThat(evidence.estimate().low()).isGreaterThan(RULE.above());
    assertThat(evidence.reading(RULE)).isEqualTo(AlertState.Reading.UNKNOWN);
  }

  @Test
  void equalLabels_countByTheirNumber() {
    passing(29);
    AlertState.Reading tooFew = labels.evidence().reading(RULE);
    passing(1);

    assertThat(tooFew).isEqualTo(AlertState.Reading.UNKNOWN);
    assertThat(labels.evidence().reading(RULE)).isEqualTo(AlertState.Reading.WITHIN);
  }

  private void passing(int count) {
    for (int i = 0; i < count; i++) {
      labels.plus(0, 1, false, "t");
    }
  }
}
