package io.evalstream.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.evalstream.app.StageHarness;
import io.evalstream.app.Turns;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.CorrectedShare;
import io.evalstream.event.EvalRate;
import io.evalstream.judgement.Calibration;
import io.evalstream.metric.Metric;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RateTopologyTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration GRACE = Duration.ofMinutes(2);
  private static final String APP = "apps: [ { id: docs-bot, evaluators: [ toxicity ] } ]\n";
  private static final String RAG =
      """
      apps: [ { id: docs-bot, evaluators: [ faithfulness, document_relevance ] } ]
      rates: { windows: [ 1m ] }
      """;
  private static final String MINUTES = APP + "rates: { windows: [ 1m ] }\n";

  @Test
  void idleWindow_closesByTheWallClockWithOneFinalRecord() {
    try (StageHarness monitor = StageHarness.of(MINUTES)) {
      monitor.judge().says("toxicity", "toxic");
      monitor.send(Turns.event("t-1", 0)).after(Duration.ofMinutes(2), Duration.ofSeconds(10));
      assertThat(monitor.finalRates(MINUTE)).isEmpty();
      assertThat(monitor.rates()).isNotEmpty();

      monitor.after(Duration.ofHours(1), Duration.ofSeconds(30));

      assertThat(monitor.finalRates(MINUTE))
          .singleElement()
          .satisfies(
              rate -> {
                assertThat(rate.getWindowStart()).isEqualTo(Turns.NOON);
                assertThat(rate.getWindowEnd()).isEqualTo(Turns.NOON.plus(MINUTE));
                assertThat(rate.getRevision()).isZero();
                assertThat(rate.getJudged()).isEqualTo(1);
                assertThat(rate.getFailing()).isEqualTo(1);
                assertThat(rate.getRate()).isEqualTo(1);
                assertThat(rate.getLabels()).isEqualTo(Map.of("toxic", 1L));
                assertThat(rate.getOutcomes()).isEqualTo(Map.of("judged", 1L));
              });
      assertThat(monitor.rates().getLast().getFinal$()).isTrue();
    }
  }

  /// A failing turn with p 0.1 stands for ten, a good one with p 1 for itself: 10 of 11.
  @Test
  void weights_areOneOverTheProbability() {
    try (StageHarness monitor = StageHarness.of(MINUTES)) {
      monitor.judge().says("toxicity", "You fool", "toxic");
      monitor
          .send(Turns.event("t-1", 0))
          .send(
              ChatEvent.newBuilder(Turns.event("t-2", 0))
                  .setResponse("You fool.")
                  .setSamplingProbability(0.1)
                  .build())
          .after(Duration.ofMinutes(5));

      EvalRate rate = monitor.finalRates(MINUTE).getFirst();
      assertThat(rate.getRate()).isCloseTo(10.0 / 11, within(1e-12));
      assertThat(rate.getSeen()).isCloseTo(11, within(1e-12));
      assertThat(rate.getJudged()).isEqualTo(2);
      assertThat(rate.getFailing()).isEqualTo(1);
      assertThat(rate.getEffectiveN()).isLessThan(2);
      assertThat(rate.getLow()).isLessThan(rate.getRate());
    }
  }

  @Test
  void judgementsWithoutLabel_stayOutOfTheRate() {
    try (StageHarness monitor =
        StageHarness.of(
            "apps: [ { id: docs-bot, evaluators: [ faithfulness ] } ]\nrates: { windows: [ 1m ] }\n")) {
      monitor.send(Turns.event("t-1", 0)).after(Duration.ofMinutes(5));

      EvalRate rate = monitor.finalRates(MINUTE).getFirst();
      assertThat(rate.getSampled()).isEqualTo(1);
      assertThat(rate.getJudged()).isZero();
      assertThat(rate.getRate()).isNull();
      assertThat(rate.getOutcomes()).isEqualTo(Map.of("not_evaluable", 1L));
    }
  }

  @Test
  void eachDimension_hasItsSeries() {
    try (StageHarness monitor =
        StageHarness.of(APP + "rates: { windows: [ 1m, 1h ], attributes: [ region ] }\n")) {
      monitor
          .send(
              ChatEvent.newBuilder(Turns.event("t-1", 0))
                  .setModel("m-1")
                  .setPromptVersion("v7")
                  .setAttributes(Map.of("region", "eu", "tier", "gold"))
                  .build())
          .send(Turns.event("t-2", 0))
          .after(Duration.ofHours(2));

      Map<String, Long> expected =
          Map.of("all=*", 2L, "model=m-1", 1L, "prompt_version=v7", 1L, "region=eu", 1L);
      assertThat(judgedBySeries(monitor.finalRates(MINUTE))).isEqualTo(expected);
      assertThat(judgedBySeries(monitor.finalRates(Duration.ofHours(1)))).isEqualTo(expected);
    }
  }

  @Test
  void valuesPastTheCap_areCountedTogether() {
    try (StageHarness monitor =
        StageHarness.of(APP + "rates: { windows: [ 1m ], max_values: 2 }\n")) {
      for (int i = 0; i < 6; i++) {
        monitor
            .send(ChatEvent.newBuilder(Turns.event("t-" + i, 0)).setModel("m-" + i % 4).build())
            .settle();
      }
      monitor.after(Duration.ofMinutes(5));

      assertThat(judgedBySeries(monitor.finalRates(MINUTE)))
          .isEqualTo(Map.of("all=*", 6L, "model=m-0", 2L, "model=m-1", 2L, "model=__other__", 2L));
    }
  }

  @Test
  void modelWithControlCharacters_isRefused() {
    try (StageHarness monitor = StageHarness.of(MINUTES)) {
      monitor
          .send(ChatEvent.newBuilder(Turns.event("t-1", 0)).setModel("m\u0000\u0001x").build())
          .after(Duration.ofMinutes(5));

      assertThat(monitor.deadLetters())
          .extracting(letter -> letter.reason())
          .containsExactly("invalid_field");
    }
  }

  @Test
  void evaluationForAClosedWindow_amendsIt() {
    try (StageHarness monitor = StageHarness.of(MINUTES)) {
      monitor.send(Turns.event("t-1", 0)).after(Duration.ofMinutes(10), Duration.ofSeconds(30));
      monitor.send(Turns.event("t-2", 0)).after(Duration.ofMinutes(10), Duration.ofSeconds(30));

      assertThat(monitor.finalRates(MINUTE))
          .extracting(EvalRate::getRevision, EvalRate::getJudged)
          .containsExactly(tuple(0, 1L), tuple(1, 2L));
      assertThat(monitor.counted(Metric.LATE_EVALUATIONS)).isEqualTo(1);
    }
  }

  @Test
  void evaluationWithinTheGrace_joinsItsWindow() {
    try (StageHarness monitor = StageHarness.of(MINUTES)) {
      monitor.send(Turns.event("t-1", 0)).after(MINUTE.plus(GRACE).minusSeconds(5));
      monitor.send(Turns.event("t-2", 0)).after(Duration.ofMinutes(10), Duration.ofSeconds(30));

      assertThat(monitor.finalRates(MINUTE))
          .singleElement()
          .satisfies(rate -> assertThat(rate.getJudged()).isEqualTo(2));
    }
  }

  @Test
  void replayOfYesterday_landsInItsWindows() {
    Instant yesterday = Turns.NOON.minus(Duration.ofDays(1));
    try (StageHarness monitor = StageHarness.of(MINUTES)) {
      for (int minute = 0; minute < 5; minute++) {
        monitor.send(Turns.eventAt("t-" + minute, yesterday.plus(MINUTE.multipliedBy(minute))));
      }
      monitor.after(Duration.ofMinutes(10), Duration.ofSeconds(30));

      assertThat(monitor.finalRates(MINUTE))
          .extracting(EvalRate::getWindowStart)
          .containsExactlyInAnyOrder(
              yesterday,
              yesterday.plus(MINUTE),
              yesterday.plus(MINUTE.multipliedBy(2)),
              yesterday.plus(MINUTE.multipliedBy(3)),
              yesterday.plus(MINUTE.multipliedBy(4)));
    }
  }

  @Test
  void backlogBetweenLiveTraffic_losesNothing() {
    try (StageHarness monitor = StageHarness.of(MINUTES)) {
      for (int i = 0; i < 60; i++) {
        Instant now = monitor.clock().instant();
        monitor
            .send(Turns.eventAt("live-" + i, now))
            .send(Turns.eventAt("old-" + i, now.minus(Duration.ofHours(20)).plusSeconds(7L * i)))
            .after(Duration.ofSeconds(10));
      }
      monitor.after(Duration.ofMinutes(10), Duration.ofSeconds(30));

      assertThat(monitor.finalRates(MINUTE))
          .allMatch(rate -> rate.getRevision() == 0)
          .extracting(EvalRate::getJudged)
          .satisfies(
              judged ->
                  assertThat(judged.stream().mapToLong(Long::longValue).sum()).isEqualTo(120));
    }
  }

  @Test
  void board_showsTheNewestWindow() {
    try (StageHarness monitor = StageHarness.of(MINUTES)) {
      monitor.send(Turns.event("t-1", 0)).after(MINUTE);
      monitor
          .send(Turns.eventAt("t-2", monitor.clock().instant()))
          .send(Turns.eventAt("t-3", Turns.NOON.minus(Duration.ofHours(3))))
          .after(MINUTE);

      assertThat(monitor.boards().rates().rates())
          .extracting(EvalRate::getWindowStart)
          .containsOnly(Turns.NOON.plus(MINUTE));
    }
  }

  /// Of two traces one is ungrounded; the labels of the diagnosis are the diagnoses.
  @Test
  void diagnosis_isASeriesOfItsApp() {
    try (StageHarness monitor = StageHarness.of(RAG)) {
      monitor.judge().says("faithfulness", "You fool", "unfaithful");
      monitor
          .send(Turns.span("t-1", "s-1", "doc-1"))
          .send(Turns.span("t-2", "s-1", "doc-1"))
          .send(Turns.event("t-1", 1))
          .send(ChatEvent.newBuilder(Turns.event("t-2", 1)).setResponse("You fool.").build())
          .send(Turns.event("t-3", 0))
          .after(Duration.ofMinutes(5));

      assertThat(monitor.finalRates("diagnosis", MINUTE))
          .singleElement()
          .satisfies(
              rate -> {
                assertThat(rate.getLabels()).isEqualTo(Map.of("ok", 1L, "ungrounded", 1L));
                assertThat(rate.getRate()).isEqualTo(0.5);
                assertThat(rate.getOutcomes()).isEqualTo(Map.of("judged", 2L, "not_evaluable", 1L));
                assertThat(rate.getMissing()).isZero();
              });
    }
  }

  /// Relevant at rank 1, at rank 2, and nothing found: hits 2 of 3, MRR (1 + 1/2) / 3.
  @Test
  void retrievals_areInTheSeriesOfTheEvaluatorOfDocuments() {
    try (StageHarness monitor = StageHarness.of(RAG)) {
      monitor.judge().says("document_relevance", "text of doc-0", "irrelevant");
      monitor
          .send(Turns.span("t-1", "s-1", "doc-1"))
          .send(Turns.span("t-2", "s-1", "doc-0", "doc-1"))
          .send(Turns.span("t-2", "s-2"))
          .send(ChatEvent.newBuilder(Turns.event("t-1", 1)).setModel("m-1").build())
          .send(Turns.event("t-2", 2))
          .after(Duration.ofMinutes(5));

      assertThat(monitor.finalRates("document_relevance", MINUTE))
          .extracting(
              EvalRate::getDimension,
              rate -> rate.getJudged(),
              rate -> rate.getRetrieval().getK(),
              rate -> rate.getRetrieval().getQueries(),
              rate -> rate.getRetrieval().getEmpty(),
              rate -> rate.getRetrieval().getHit().getValue(),
              rate -> rate.getRetrieval().getReciprocalRank().getValue())
          .containsExactlyInAnyOrder(
              tuple("all", 3L, 5, 3L, 1L, 2.0 / 3, 0.5), tuple("model", 1L, 5, 1L, 0L, 1.0, 1.0));
      assertThat(monitor.finalRates("faithfulness", MINUTE))
          .allMatch(rate -> rate.getRetrieval() == null);
    }
  }

  /// Half of the labels fail, by a judge who fails 90 of a hundred failing answers and passes 95 of
  /// a hundred passing ones: (0.5 + 0.95 - 1) / (0.9 + 0.95 - 1).
  @Test
  void calibration_correctsTheRate(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("calibration.json");
    EvaluatorLibrary library = EvaluatorLibrary.builtIn();
    String version = library.version(library.find("toxicity").orElseThrow());
    new Calibration(
            List.of(
                new Calibration.Entry(
                    null,
                    "toxicity",
                    version,
                    "default",
                    null,
                    90,
                    10,
                    5,
                    95,
                    0,
                    "rows.jsonl",
                    LocalDate.of(2026, 3, 1))))
        .write(file);
    try (StageHarness monitor =
        StageHarness.of(APP + "rates: { windows: [ 1m ], calibration: " + file + " }\n")) {
      monitor.judge().says("toxicity", "You fool", "toxic").says("toxicity", "non_toxic");
      monitor
          .send(Turns.event("t-1", 0))
          .send(ChatEvent.newBuilder(Turns.event("t-2", 0)).setResponse("You fool.").build())
          .after(Duration.ofMinutes(5));

      CorrectedShare corrected = monitor.finalRates("toxicity", MINUTE).getFirst().getCorrected();
      assertThat(corrected.getBasis()).isEqualTo("benchmark");
      assertThat(corrected.getValue()).isCloseTo(0.45 / 0.85, within(1e-12));
      assertThat(monitor.finalRates("diagnosis", MINUTE).getFirst().getCorrected()).isNull();
    }
  }

  private static Map<String, Long> judgedBySeries(List<EvalRate> rates) {
    Map<String, Long> judged = new HashMap<>();
    rates.forEach(
        rate ->
            judged.merge(rate.getDimension() + "=" + rate.getValue(), rate.getJudged(), Long::sum));
    return judged;
  }
}
