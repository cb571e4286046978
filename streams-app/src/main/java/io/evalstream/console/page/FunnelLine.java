package io.evalstream.console.page;

import io.evalstream.metric.FunnelStep;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One line of the funnel of an app: what came in, and where all of it is now.
///
/// Counts of tasks that hand on to each other are written one after the other, so a line that does
/// not add up is moving; one that stays so is a fault.
///
/// @param name of what is counted
/// @param parts what became of it
/// @param moving records between two tasks
/// @param checked whether it adds up by numbers that were counted each
record FunnelLine(
    String name,
    String first,
    String total,
    List<Part> parts,
    boolean moving,
    boolean checked,
    String words) {

  /// @param meaning one sentence
  record Part(String name, String count, String meaning) {}

  FunnelLine {
    parts = List.copyOf(parts);
  }

  private static final Map<String, List<String>> PARTS =
      Map.of(
          "chat_event", List.of("rejected", "unsampled", "sampled"),
          "retrieval_span", List.of("rejected", "unsampled", "sampled"),
          "feedback", List.of("rejected", "matched", "unmatched", "waiting"),
          "otlp_record", List.of("rejected", "read"),
          "otlp_span",
              List.of("rejected", "duplicate", "late", "over_limit", "used", "unused", "waiting"),
          "otlp_trace",
              List.of("turns", "own", "not_chat", "no_response", "redacted", "too_large"));

  private static final List<String> ORDER =
      List.of("otlp_record", "otlp_span", "otlp_trace", "chat_event", "retrieval_span", "feedback");

  private static final Map<String, String> NAMES =
      Map.of(
          "chat_event", "Chat events",
          "retrieval_span", "Retrieval spans",
          "feedback", "Feedback",
          "otlp_record", "OpenTelemetry records",
          "otlp_span", "OpenTelemetry spans",
          "otlp_trace", "OpenTelemetry traces");

  /// The lines of each app, sorted by its name.
  static SortedMap<String, List<FunnelLine>> byApp(Map<FunnelStep, Long> counts) {
    SortedMap<String, SortedMap<String, Map<String, Long>>> stages = new TreeMap<>();
    counts.forEach(
        (step, count) ->
            stages
                .computeIfAbsent(step.app(), app -> new TreeMap<>(byOrder()))
                .computeIfAbsent(step.stage(), stage -> new TreeMap<>())
                .put(step.step(), count));
    SortedMap<String, List<FunnelLine>> lines = new TreeMap<>();
    stages.forEach((app, steps) -> lines.put(app, lines(steps)));
    return lines;
  }

  /// Records first, then evaluators by name.
  private static Comparator<String> byOrder() {
    return Comparator.<String>comparingInt(
            stage -> ORDER.contains(stage) ? ORDER.indexOf(stage) : ORDER.size())
        .thenComparing(Comparator.naturalOrder());
  }

  private static List<FunnelLine> lines(SortedMap<String, Map<String, Long>> stages) {
    List<FunnelLine> lines = new ArrayList<>();
    stages.forEach((stage, steps) -> lines.add(of(stage, steps)));
    return lines;
  }

  private static FunnelLine of(String stage, Map<String, Long> steps) {
    @Nullable List<String> known = PARTS.get(stage);
    return known == null ? ofEvaluator(stage, steps) : ofRecords(stage, steps, known);
  }

  private static FunnelLine ofRecords(String stage, Map<String, Long> steps, List<String> names) {
    String first = stage.equals("otlp_trace") ? "completed" : "received";
    long total = steps.getOrDefault(first, 0L);
    long sum = names.stream().mapToLong(name -> steps.getOrDefault(name, 0L)).sum();
    List<Part> parts =
        names.stream()
            .filter(name -> steps.getOrDefault(name, 0L) != 0)
            .map(name -> part(name, steps.getOrDefault(name, 0L)))
            .toList();
    long difference = total - sum;
    return new FunnelLine(
        NAMES.getOrDefault(stage, stage),
        first,
        Numbers.count(total),
        parts,
        difference != 0,
        difference == 0,
        difference == 0 ? "adds up" : between(difference));
  }

  /// What has not ended is pending: the rest, so that such a line shows nothing by adding up.
  private static FunnelLine ofEvaluator(String evaluator, Map<String, Long> steps) {
    long requested = steps.getOrDefault("requested", 0L);
    List<Part> parts = new ArrayList<>();
    long ended = 0;
    for (Map.Entry<String, Long> step : steps.entrySet()) {
      if (!step.getKey().equals("requested")) {
        ended += step.getValue();
        parts.add(outcome(step.getKey(), step.getValue()));
      }
    }
    parts.sort(Comparator.comparing(part -> !part.name.equals("judged")));
    long pending = requested - ended;
    if (pending > 0) {
      parts.add(part("pending", pending));
    }
    return new FunnelLine(
        evaluator,
        "requested",
        Numbers.count(requested),
        parts,
        pending < 0,
        false,
        pending < 0 ? between(pending) : Numbers.count(pending) + " pending");
  }

  private static String between(long difference) {
    return Numbers.count(Math.abs(difference)) + " on the way between two tasks";
  }

  /// Records and judgements are both rejected, for different reasons.
  private static Part outcome(String name, long count) {
    return new Part(
        name.replace('_', ' '),
        Numbers.count(count),
        FunnelWords.of(name.equals("rejected") ? "rejected_by_judge" : name));
  }

  private static Part part(String name, long count) {
    return new Part(name.replace('_', ' '), Numbers.count(count), FunnelWords.of(name));
  }
}
