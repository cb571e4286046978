package io.evalstream.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evalstream.app.ManualClock;
import io.evalstream.app.ProcessorLives;
import io.evalstream.app.Turns;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import io.evalstream.state.LabelPair;
import io.evalstream.stats.Estimate;
import io.evalstream.topic.StoreNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementProcessorTest {

  private final ManualClock clock = new ManualClock(Turns.NOON);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AgreementBoard board = new AgreementBoard(new Meters(meters));
  private final ProcessorLives<LabelPair, Void> agree =
      new ProcessorLives<>(clock, List.of(AgreementTopology.agreementStore()), this::life);

  private AgreementProcessor life() {
    return new AgreementProcessor(board, clock);
  }

  private static LabelPair pair(String version, String kind, String human, String judge) {
    return new LabelPair(
        Turns.APP,
        "toxicity",
        version,
        "default",
        kind,
        human,
        isFailing(human),
        judge,
        isFailing(judge),
        null,
        1);
  }

  private static boolean isFailing(String label) {
    return label.equals("toxic") || label.equals("thumbs_down");
  }

  private void add(int times, LabelPair pair) {
    for (int n = 0; n < times; n++) {
      agree.process(pair.getApp(), pair);
    }
  }

  private static LabelPair back(LabelPair pair) {
    return LabelPair.newBuilder(pair).setCount(-1).build();
  }

  private double gauge(Metric metric, String kind) {
    return meters.get(metric.prometheusName()).tag("annotator_kind", kind).gauge().value();
  }

  private void fortyLabels() {
    add(8, pair("1", "human", "toxic", "toxic"));
    add(2, pair("1", "human", "toxic", "non_toxic"));
    add(3, pair("1", "human", "non_toxic", "toxic"));
    add(27, pair("1", "human", "non_toxic", "non_toxic"));
  }

  /// po = 35/40; people fail 10/40, the judge 11/40; pe = 0.25 x 0.275 + 0.75 x 0.725 = 0.6125;
  /// kappa = (0.875 - 0.6125) / 0.3875 = 0.677419.
  @Test
  void kappa_isThatOfTheMatrix_throughARestart() {
    fortyLabels();
    agree.restart(this::life);

    Standing standing = board.standings().getFirst();
    assertThat(standing.matrix().classes()).containsExactly("non_toxic", "toxic");
    assertThat(standing.matrix().counts()).containsExactly(List.of(27L, 3L), List.of(2L, 8L));
    assertThat(standing.sensitivity().value()).isEqualTo(0.8);
    assertThat(standing.specificity().value()).isEqualTo(0.9);
    assertThat(standing.precision()).extracting(Estimate::value).isEqualTo(8 / 11.0);
    assertThat(gauge(Metric.AGREEMENT_KAPPA, "human")).isCloseTo(0.677419, within(1e-6));
    assertThat(gauge(Metric.AGREEMENT_KAPPA_LOW, "human")).isBetween(0.3, 0.6);
    assertThat(gauge(Metric.AGREEMENT_KAPPA_HIGH, "human")).isBetween(0.75, 0.95);
    assertThat(gauge(Metric.AGREEMENT_LABELS, "human")).isEqualTo(40);
  }

  @Test
  void thumbs_arePassOrFail() {
    add(3, pair("1", "user", "thumbs_down", "toxic"));
    add(1, pair("1", "user", "thumbs_up", "toxic"));
    add(2, pair("1", "user", "non_toxic", "non_toxic"));

    Standing standing = board.standings().getFirst();
    assertThat(standing.matrix().classes()).containsExactly("fail", "pass");
    assertThat(standing.matrix().counts()).containsExactly(List.of(3L, 0L), List.of(1L, 2L));
  }

  @Test
  void pairThatIsTakenBack_isGone_andItsGaugesWithTheLast() {
    LabelPair pair = pair("1", "human", "toxic", "toxic");
    add(2, pair);

    add(1, back(pair));
    assertThat(gauge(Metric.AGREEMENT_LABELS, "human")).isEqualTo(1);

    add(1, back(pair));
    assertThat(agree.keys(StoreNames.AGREEMENTS)).isEmpty();
    assertThat(board.standings()).isEmpty();
    assertThat(meters.getMeters()).isEmpty();
  }

  @Test
  void gauges_showTheVersionThatWasComparedLast() {
    fortyLabels();
    clock.advance(Duration.ofSeconds(1));
    add(5, pair("2", "human", "toxic", "toxic"));

    assertThat(gauge(Metric.AGREEMENT_LABELS, "human")).isEqualTo(5);
    assertThat(board.standings()).extracting(Standing::labels).containsExactly(40L, 5L);
  }

  @Test
  void oldVersionThatIsTakenBack_leavesTheGaugesToTheNewOne() {
    fortyLabels();
    clock.advance(Duration.ofSeconds(1));
    add(5, pair("2", "human", "toxic", "toxic"));
    clock.advance(Duration.ofSeconds(1));

    add(1, back(pair("1", "human", "toxic", "toxic")));

    assertThat(gauge(Metric.AGREEMENT_LABELS, "human")).isEqualTo(5);
  }

  @Test
  void gauges_leaveWithTheTask() {
    fortyLabels();

    board.leave("0_0");

    assertThat(board.standings()).isEmpty();
    assertThat(meters.getMeters()).isEmpty();
  }
}
