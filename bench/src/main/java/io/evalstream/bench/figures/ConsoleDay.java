package io.evalstream.bench.figures;

import io.evalstream.console.archive.Archive;
import io.evalstream.console.archive.ArchiveFault;
import io.evalstream.console.archive.Batch;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.EvalRate;
import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.event.RetrievedDocument;
import io.evalstream.stats.RateEstimate;
import io.evalstream.stats.RateSums;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/// A day of judged traces and rates: three applications, three evaluators, two models and two
/// prompt versions.
///
/// @param now when the day ends
record ConsoleDay(Archive archive, int traces, Instant now, RandomGenerator random) {

  static final List<String> APPS = List.of("docs-bot", "support-bot", "shopping-assistant");
  static final List<String> EVALUATORS =
      List.of("faithfulness", "correctness", "document_relevance");

  private static final Duration DAY = Duration.ofHours(24);
  private static final int BATCH = 500;
  private static final int DOCUMENTS = 3;
  static final int VOCABULARY = 5_000;

  private static final int SPREAD = 7_919;
  private static final int PRIME = 999_983;
  private static final List<String> MODELS = List.of("gpt-5", "gpt-5-mini");
  private static final List<String> PROMPT_VERSIONS = List.of("v7", "v8");
  private static final Map<String, List<String>> SERIES =
      Map.of("all", List.of("*"), "model", MODELS, "prompt_version", PROMPT_VERSIONS);

  void fill() throws ArchiveFault {
    List<SpecificRecord> batch = new ArrayList<>();
    for (int i = 0; i < traces; i++) {
      batch.add(trace(i));
      flush(batch, BATCH);
    }
    for (Duration window : List.of(Duration.ofMinutes(1), Duration.ofHours(1))) {
      for (Instant start = now.minus(DAY); start.isBefore(now); start = start.plus(window)) {
        addRates(batch, window, start);
        flush(batch, BATCH);
      }
    }
    flush(batch, 1);
  }

  private void flush(List<SpecificRecord> batch, int from) throws ArchiveFault {
    if (batch.size() >= from) {
      archive.write(new Batch(batch, Map.of()));
      batch.clear();
    }
  }

  private JudgedTrace trace(int i) {
    Instant at = now.minus(DAY.multipliedBy(traces - i).dividedBy(traces)).minusSeconds(5);
    String id = "trace-%06d".formatted(i);
    String app = APPS.get(i % APPS.size());
    boolean failing = random.nextInt(20) == 0;
    List<Evaluation> evaluations = new ArrayList<>();
    evaluations.add(evaluation(id, app, at, "faithfulness", 0, failing));
    evaluations.add(evaluation(id, app, at, "correctness", 0, random.nextInt(30) == 0));
    for (int rank = 1; rank <= DOCUMENTS; rank++) {
      evaluations.add(evaluation(id, app, at, "document_relevance", rank, random.nextInt(3) == 0));
    }
    return JudgedTrace.newBuilder()
        .setTraceId(id)
        .setApp(app)
        .setOccurredAt(at)
        .setEvent(event(id, app, at))
        .setRetrievals(List.of(retrieval(id, app, at)))
        .setEvaluations(evaluations)
        .setDiagnosis(failing ? "ungrounded" : "ok")
        .setJudgedAt(at.plusSeconds(3))
        .build();
  }

  private ChatEvent event(String id, String app, Instant at) {
    return ChatEvent.newBuilder()
        .setTraceId(id)
        .setApp(app)
        .setOccurredAt(at)
        .setQuestion(words(12))
        .setResponse(words(80))
        .setModel(model(id))
        .setPromptVersion(promptVersion(id))
        .build();
  }

  private static String model(String id) {
    return MODELS.get(Math.floorMod(id.hashCode(), 2));
  }

  private static String promptVersion(String id) {
    return PROMPT_VERSIONS.get(Math.floorMod(id.hashCode() / 2, 2));
  }

  private RetrievalSpan retrieval(String id, String app, Instant at) {
    List<RetrievedDocument> documents = new ArrayList<>();
    for (int rank = 1; rank <= DOCUMENTS; rank++) {
      documents.add(
          RetrievedDocument.newBuilder().setDocumentId("d" + rank).setText(words(90)).build());
    }
    return RetrievalSpan.newBuilder()
        .setTraceId(id)
        .setSpanId(id)
        .setApp(app)
        .setOccurredAt(at)
        .setDocuments(documents)
        .build();
  }

  private Evaluation evaluation(
      String id, String app, Instant at, String evaluator, int rank, boolean failing) {
    return Evaluation.newBuilder()
        .setEvaluationId(id + evaluator + rank)
        .setTraceId(id)
        .setApp(app)
        .setEvaluator(evaluator)
        .setEvaluatorVersion("1f0c")
        .setTarget(rank == 0 ? "response" : "document")
        .setDocumentId(rank == 0 ? null : "d" + rank)
        .setDocumentRank(rank == 0 ? null : (Integer) rank)
        .setOutcome("judged")
        .setLabel(evaluator + (failing ? " fails" : " passes"))
        .setFailing(failing)
        .setExplanation(words(20))
        .setJudge("default")
        .setJudgeModel("gpt-5-mini")
        .setModel(model(id))
        .setPromptVersion(promptVersion(id))
        .setAttempts(1)
        .setInputTokens(700L)
        .setOutputTokens(60L)
        .setCostUsd(0.0002)
        .setLatencyMs(500L + random.nextInt(4_000))
        .setSamplingProbability(1)
        .setOccurredAt(at)
        .setEvaluatedAt(at.plusSeconds(3))
        .build();
  }

  /// Words are the rarer the higher their number: the square of a uniform number.
  private String words(int n) {
    return random
        .doubles(n)
        .mapToObj(x -> word((int) (x * x * VOCABULARY)))
        .collect(Collectors.joining(" "));
  }

  /// The words begin differently, as those of a language do.
  static String word(int number) {
    return "w" + Integer.toString(Math.floorMod((number + 1) * SPREAD, PRIME), Character.MAX_RADIX);
  }

  private void addRates(List<SpecificRecord> batch, Duration window, Instant start) {
    for (String app : APPS) {
      for (String evaluator : EVALUATORS) {
        SERIES.forEach(
            (dimension, values) ->
                values.forEach(
                    value -> batch.add(rate(app, evaluator, dimension, value, window, start))));
      }
    }
  }

  private EvalRate rate(
      String app,
      String evaluator,
      String dimension,
      String value,
      Duration window,
      Instant start) {
    long judged = 20L + random.nextInt(10);
    long failing = random.nextInt(3);
    RateEstimate estimate = RateSums.ofCounts(judged, failing).estimate();
    return EvalRate.newBuilder()
        .setApp(app)
        .setEvaluator(evaluator)
        .setDimension(dimension)
        .setValue(value)
        .setWindowMs(window.toMillis())
        .setWindowStart(start)
        .setWindowEnd(start.plus(window))
        .setSeen((double) judged)
        .setSampled(judged)
        .setJudged(judged)
        .setFailing(failing)
        .setRate(estimate.rate())
        .setLow(estimate.low())
        .setHigh(estimate.high())
        .setEffectiveN((double) judged)
        .setLabels(Map.of("passes", judged - failing, "fails", failing))
        .setOutcomes(Map.of("judged", judged))
        .setFinal$(true)
        .setUpdatedAt(now)
        .build();
  }
}
