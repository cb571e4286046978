package io.evalstream.cli.demo;

import io.evalstream.metric.FunnelStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/// The funnel in words, and whether it balances.
///
/// @param lines for people
/// @param balances received = rejected + unsampled + sampled, and requested = ended + pending
/// @param received chat events so far
/// @param pending judgements that have not ended
public record FunnelText(List<String> lines, boolean balances, long received, long pending) {

  /// What comes in, and the steps in which it ends.
  private record Stage(String name, String title, List<String> ends) {}

  private static final List<String> SAMPLING = List.of("rejected", "unsampled", "sampled");
  private static final Stage FEEDBACK =
      new Stage("feedback", "feedback", List.of("rejected", "matched", "unmatched", "waiting"));
  private static final List<Stage> STAGES =
      List.of(
          new Stage("chat_event", "chat_events", SAMPLING),
          new Stage("retrieval_span", "retrieval_spans", SAMPLING),
          FEEDBACK);

  /// Everything that was published has come through.
  public boolean settled(long published) {
    return balances && pending == 0 && received == published;
  }

  /// @param pending judgements that have not ended
  public static FunnelText of(SortedMap<FunnelStep, Long> counts, int pending) {
    List<String> lines = new ArrayList<>();
    boolean balances = true;
    for (Stage stage : STAGES) {
      long received = sum(counts, stage.name, "received");
      if (received > 0 || !stage.equals(FEEDBACK)) {
        boolean good =
            received == stage.ends.stream().mapToLong(end -> sum(counts, stage.name, end)).sum();
        balances &= good;
        lines.add(line(stage, received, counts, good));
      }
    }
    long requested = judgements(counts, "requested", true);
    long judged = judgements(counts, "judged", true);
    long other = judgements(counts, "requested", false) - judged;
    boolean good = requested == judged + other + pending;
    lines.add(
        "%-16s %,9d requested = %,d judged + %,d without a label + %,d pending  %s"
            .formatted("judgements", requested, judged, other, pending, mark(good)));
    return new FunnelText(lines, balances && good, sum(counts, "chat_event", "received"), pending);
  }

  private static String line(
      Stage stage, long received, SortedMap<FunnelStep, Long> counts, boolean good) {
    String ends =
        stage.ends.stream()
            .map(end -> "%,d %s".formatted(sum(counts, stage.name, end), end))
            .collect(Collectors.joining(" + "));
    return "%-16s %,9d received  = %s  %s".formatted(stage.title, received, ends, mark(good));
  }

  private static long sum(SortedMap<FunnelStep, Long> counts, String stage, String step) {
    return counts.entrySet().stream()
        .filter(count -> count.getKey().stage().equals(stage))
        .filter(count -> count.getKey().step().equals(step))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static long judgements(SortedMap<FunnelStep, Long> counts, String step, boolean wanted) {
    return counts.entrySet().stream()
        .filter(
            count -> STAGES.stream().noneMatch(stage -> stage.name.equals(count.getKey().stage())))
        .filter(count -> count.getKey().step().equals(step) == wanted)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static String mark(boolean good) {
    return good ? "ok" : "(moving)";
  }
}
