package io.evalstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.app.StartUp;
import io.evalstream.devcluster.stub.Faults;
import io.evalstream.devcluster.stub.JudgeStub;
import io.evalstream.devcluster.stub.LabelledFileAnswerer;
import io.evalstream.event.EvalRate;
import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import io.evalstream.trace.Trace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A day of traffic that lies in Kafka in any order, in several partitions, is read by a monitor
/// that is killed midway: every window counts just what belongs to it.
class BacklogIT {

  private static final int COPIES = 2;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration LATENCY = Duration.ofMillis(100);
  private static final List<Duration> WINDOWS = List.of(Duration.ofMinutes(1), Duration.ofHours(1));

  @TempDir static Path folder;
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  /// A window of a series over all models.
  private record Place(String app, String evaluator, Duration window, Instant start) {

    static Place of(String app, String evaluator, Duration window, Instant occurredAt) {
      long length = window.toMillis();
      long start = Math.floorDiv(occurredAt.toEpochMilli(), length) * length;
      return new Place(app, evaluator, window, Instant.ofEpochMilli(start));
    }

    static Place of(EvalRate rate) {
      return new Place(
          rate.getApp(),
          rate.getEvaluator(),
          Duration.ofMillis(rate.getWindowMs()),
          rate.getWindowStart());
    }
  }

  @Test
  void killedMidway_everyWindowCountsJustItsOwn() throws Exception {
    Sample sample = ofADay(Sample.shipped().copies(COPIES));
    int judgements = sample.labels().size();
    try (JudgeStub judge =
        JudgeStub.start(0, new LabelledFileAnswerer(Sample.FILE), Faults.slow(LATENCY))) {
      Deployment deployment = deployment(judge);
      publish(deployment, sample);

      try (MonitorProcess first = MonitorProcess.run(deployment)) {
        Eventually.holds(() -> assertThat(judge.stats().total()).isGreaterThan(judgements / 2));
        first.kill();
      }
      assertThat(deployment.evaluations()).hasSizeLessThan(judgements);
      try (MonitorProcess second = MonitorProcess.run(deployment)) {
        Eventually.holds(() -> assertThat(second.funnel()).isEqualTo(sample.funnel()));
        Eventually.holds(
            () ->
                assertThat(newest(deployment.evalRates()).values())
                    .isNotEmpty()
                    .allMatch(EvalRate::getFinal$));
        Eventually.holds(
            () ->
                assertThat(second.get("/api/v1/rates/latest").body())
                    .contains(
                        "\"evaluator\":\"diagnosis\"", "\"ndcg_returned\":", "\"worst_high\":"));
      }

      assertThat(deployment.evaluations()).hasSize(judgements);
      assertRates(deployment);
    }
  }

  /// Of a day that ended an hour ago: all of its windows are over.
  private static Sample ofADay(Sample sample) {
    Random random = new Random(4);
    Instant end = Instant.now().minus(Duration.ofHours(1));
    List<ObjectNode> rows = new ArrayList<>(sample.rows());
    Collections.shuffle(rows, random);
    rows.forEach(
        row ->
            row.put(
                "occurred_at",
                end.minusMillis((long) (random.nextDouble() * (double) DAY.toMillis()))
                    .toString()));
    return new Sample(rows);
  }

  private static Deployment deployment(JudgeStub judge) {
    return new Deployment(
        CLUSTER.get(),
        "backlog",
        folder,
        """
        apps:
          - { id: docs-bot, evaluators: %1$s }
          - { id: support-bot, evaluators: %1$s }
        judges:
          default: { api: openai, base_url: "%2$s", model: stub, max_in_flight: 64, cache_entries: 0 }
        rates: { grace: 4s }
        """
            .formatted(Sample.EVALUATORS, judge.baseUrl()));
  }

  private static void publish(Deployment deployment, Sample sample) throws Exception {
    new StartUp(deployment.config().kafka()).await();
    deployment.replay(sample.write(folder.resolve("backlog.jsonl")), "--keep-times");
  }

  private static void assertRates(Deployment deployment) {
    List<JudgedTrace> traces = deployment.judgedTraces();
    List<EvalRate> rates = deployment.evalRates();
    Map<Place, EvalRate> newest = newest(rates);

    assertThat(labels(newest)).isEqualTo(labels(deployment.evaluations(), traces));
    assertThat(newest.keySet().stream().map(Place::start).distinct().count())
        .as("windows of a day")
        .isGreaterThan(100);
    // A retrieval is in one window of each length.
    long retrievals = traces.stream().mapToLong(trace -> trace.getRetrievals().size()).sum();
    assertThat(
            newest.values().stream()
                .filter(rate -> rate.getRetrieval() != null)
                .mapToLong(
                    rate -> rate.getRetrieval().getQueries() + rate.getRetrieval().getSkipped())
                .sum())
        .isEqualTo(retrievals * WINDOWS.size());
    finalRevisions(rates)
        .forEach(
            (place, revisions) ->
                assertThat(revisions)
                    .as("final records of %s", place)
                    .isEqualTo(IntStream.range(0, revisions.size()).boxed().toList()));
  }

  /// @param rates in the order of each partition
  private static Map<Place, EvalRate> newest(List<EvalRate> rates) {
    Map<Place, EvalRate> newest = new HashMap<>();
    rates.stream()
        .filter(rate -> rate.getDimension().equals("all"))
        .forEach(rate -> newest.put(Place.of(rate), rate));
    return newest;
  }

  private static Map<Place, List<Integer>> finalRevisions(List<EvalRate> rates) {
    Map<Place, List<Integer>> revisions = new HashMap<>();
    rates.stream()
        .filter(rate -> rate.getDimension().equals("all") && rate.getFinal$())
        .forEach(
            rate ->
                revisions
                    .computeIfAbsent(Place.of(rate), place -> new ArrayList<>())
                    .add(rate.getRevision()));
    return revisions;
  }

  private static Map<Place, Map<String, Long>> labels(Map<Place, EvalRate> rates) {
    Map<Place, Map<String, Long>> labels = new HashMap<>();
    rates.forEach((place, rate) -> labels.put(place, new TreeMap<>(rate.getLabels())));
    return labels;
  }

  private static Map<Place, Map<String, Long>> labels(
      List<Evaluation> evaluations, List<JudgedTrace> traces) {
    Map<Place, Map<String, Long>> labels = new HashMap<>();
    for (Duration window : WINDOWS) {
      evaluations.forEach(
          one ->
              count(
                  labels,
                  Place.of(one.getApp(), one.getEvaluator(), window, one.getOccurredAt()),
                  one.getLabel()));
      traces.forEach(
          one ->
              count(
                  labels,
                  Place.of(one.getApp(), Trace.DIAGNOSIS, window, one.getOccurredAt()),
                  one.getDiagnosis()));
    }
    return labels;
  }

  private static void count(Map<Place, Map<String, Long>> labels, Place place, String label) {
    labels.computeIfAbsent(place, absent -> new TreeMap<>()).merge(label, 1L, Long::sum);
  }
}
