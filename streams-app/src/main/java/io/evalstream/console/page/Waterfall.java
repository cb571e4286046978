package io.evalstream.console.page;

import io.evalstream.event.ChatEvent;
import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import io.evalstream.event.RetrievalSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The steps of a trace one after the other: when each began and how long it took.
///
/// The turn and its judging have an axis each, since judging may come much later. What is not known
/// is not drawn, and the row says so.
///
/// @param turn the steps of the application
/// @param judging the evaluators
record Waterfall(List<Lane> turn, List<Lane> judging) {

  Waterfall {
    turn = List.copyOf(turn);
    judging = List.copyOf(judging);
  }

  static Waterfall of(JudgedTrace trace) {
    return new Waterfall(turn(trace.getEvent(), trace.getRetrievals()), judging(trace));
  }

  boolean hasJudging() {
    return !judging.isEmpty();
  }

  private static List<Lane> turn(ChatEvent event, List<RetrievalSpan> spans) {
    List<Stretch> steps = new ArrayList<>();
    Stretch whole = Stretch.until(event.getOccurredAt(), event.getLatencyMs());
    Stream.concat(spans.stream().map(Waterfall::stretch), Stream.of(whole)).forEach(steps::add);
    Axis axis = Axis.over(steps);
    List<Lane> lanes = new ArrayList<>();
    lanes.add(Lane.of("Whole turn", axis, whole, tokens(event), ""));
    spans.forEach(span -> lanes.add(retrieval(lanes.size(), axis, span)));
    event
        .getToolCalls()
        .forEach(call -> lanes.add(Lane.unknown("Tool call: " + call.getName(), "time not sent")));
    lanes.add(generation(event, spans, axis));
    return lanes;
  }

  private static Stretch stretch(RetrievalSpan span) {
    return Stretch.until(span.getOccurredAt(), span.getLatencyMs());
  }

  private static Lane retrieval(int number, Axis axis, RetrievalSpan span) {
    int documents = span.getDocuments().size();
    return Lane.of(
        "Retrieval " + number,
        axis,
        stretch(span),
        "",
        documents == 1 ? "1 document" : documents + " documents");
  }

  /// What the turn still took after its last retrieval.
  private static Lane generation(ChatEvent event, List<RetrievalSpan> spans, Axis axis) {
    if (event.getLatencyMs() == null) {
      return Lane.unknown("Generation", "time not sent");
    }
    Instant began = event.getOccurredAt().minusMillis(event.getLatencyMs());
    Instant from =
        spans.stream()
            .map(RetrievalSpan::getOccurredAt)
            .filter(end -> end.isAfter(began) && !end.isAfter(event.getOccurredAt()))
            .max(Instant::compareTo)
            .orElse(began);
    Stretch rest = new Stretch(from, event.getOccurredAt());
    String what = event.getToolCalls().isEmpty() ? "" : "with the tool calls";
    return Lane.of("Generation", axis, rest, "", spans.isEmpty() ? what : after(what));
  }

  private static String after(String what) {
    return what.isEmpty() ? "what is left after the retrievals" : "after the retrievals, " + what;
  }

  private static List<Lane> judging(JudgedTrace trace) {
    Map<String, List<Evaluation>> byEvaluator = new LinkedHashMap<>();
    trace
        .getEvaluations()
        .forEach(
            evaluation ->
                byEvaluator
                    .computeIfAbsent(evaluation.getEvaluator(), _ -> new ArrayList<>())
                    .add(evaluation));
    List<Stretch> all = new ArrayList<>();
    byEvaluator.values().forEach(evaluations -> all.add(stretch(evaluations)));
    Axis axis = Axis.over(all);
    List<Lane> lanes = new ArrayList<>();
    byEvaluator.forEach(
        (evaluator, evaluations) ->
            lanes.add(
                Lane.of(
                    evaluator,
                    axis,
                    stretch(evaluations),
                    tokens(evaluations),
                    noted(evaluations, trace.getOccurredAt()))));
    return lanes;
  }

  /// From the first request to the last end; without a beginning when no latency is known.
  private static Stretch stretch(List<Evaluation> evaluations) {
    Instant end =
        evaluations.stream()
            .map(Evaluation::getEvaluatedAt)
            .max(Instant::compareTo)
            .orElse(Instant.EPOCH);
    Instant start =
        evaluations.stream()
            .filter(evaluation -> evaluation.getLatencyMs() != null)
            .map(
                evaluation ->
                    evaluation
                        .getEvaluatedAt()
                        .minusMillis(Objects.requireNonNull(evaluation.getLatencyMs())))
            .min(Instant::compareTo)
            .orElse(null);
    return new Stretch(start, end);
  }

  private static String noted(List<Evaluation> evaluations, Instant responded) {
    Instant end = stretch(evaluations).end();
    long cached = evaluations.stream().filter(Evaluation::getCached).count();
    Duration after = Duration.between(responded, end);
    return (evaluations.size() == 1 ? "" : evaluations.size() + " judgements, ")
        + (cached == 0 ? "" : cached + " from memory, ")
        + (after.isNegative()
            ? "done before the response, by the clocks"
            : "done " + Numbers.latency(after.toMillis()) + " after the response");
  }

  private static String tokens(ChatEvent event) {
    return tokens(event.getInputTokens(), event.getOutputTokens());
  }

  private static String tokens(List<Evaluation> evaluations) {
    return tokens(
        sum(evaluations.stream().map(Evaluation::getInputTokens)),
        sum(evaluations.stream().map(Evaluation::getOutputTokens)));
  }

  private static @Nullable Long sum(Stream<@Nullable Long> tokens) {
    return tokens.reduce(
        null, (sum, next) -> next == null ? sum : Long.valueOf((sum == null ? 0 : sum) + next));
  }

  static String tokens(@Nullable Long read, @Nullable Long written) {
    if (read == null && written == null) {
      return "";
    }
    return (read == null ? "?" : Numbers.count(read))
        + " in, "
        + (written == null ? "?" : Numbers.count(written))
        + " out";
  }
}
