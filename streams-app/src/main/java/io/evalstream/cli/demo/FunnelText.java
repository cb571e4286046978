package io.evalstream.cli.demo;

import io.evalstream.metric.FunnelStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/// The funnel in words, and whether it balances.
///
/// @param lines for people
/// @param balances received = rejected + unsampled + sampled, and requested = ended + pending
/// @param received chat events so far
/// @param pending judgements that have not ended
public record FunnelText(List<String> lines, boolean balances, long received, long pending) {

  private static final Set<String> STAGES = Set.of("chat_event", "retrieval_span", "feedback");

  /// Everything that was published has come through.
  public boolean settled(long published) {
    return balances && pending == 0 && received == published;
  }

  /// @param pending judgements that have not ended
  public static FunnelText of(SortedMap<FunnelStep, Long> counts, int pending) {
    List<String> lines = new ArrayList<>();
    boolean balances = true;
    for (String stage : List.of("chat_event", "retrieval_span")) {
      long received = sum(counts, stage, "received");
      long rejected = sum(counts, stage, "rejected");
      long unsampled = sum(counts, stage, "unsampled");
      long sampled = sum(counts, stage, "sampled");
      boolean good = received == rejected + unsampled + sampled;
      balances &= good;
      lines.add(
          "%-16s %,9d received  = %,d rejected + %,d unsampled + %,d sampled  %s"
              .formatted(stage + "s", received, rejected, unsampled, sampled, mark(good)));
    }
    long said = sum(counts, "feedback", "received");
    if (said > 0) {
      long rejected = sum(counts, "feedback", "rejected");
      long matched = sum(counts, "feedback", "matched");
      long unmatched = sum(counts, "feedback", "unmatched");
      long waiting = sum(counts, "feedback", "waiting");
      boolean good = said == rejected + matched + unmatched + waiting;
      balances &= good;
      lines.add(
          "%-16s %,9d received  = %,d rejected + %,d matched + %,d unmatched + %,d waiting  %s"
              .formatted("feedback", said, rejected, matched, unmatched, waiting, mark(good)));
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

  private static long sum(SortedMap<FunnelStep, Long> counts, String stage, String step) {
    return counts.entrySet().stream()
        .filter(count -> count.getKey().stage().equals(stage))
        .filter(count -> count.getKey().step().equals(step))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static long judgements(SortedMap<FunnelStep, Long> counts, String step, boolean wanted) {
    return counts.entrySet().stream()
        .filter(count -> !STAGES.contains(count.getKey().stage()))
        .filter(count -> count.getKey().step().equals(step) == wanted)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static String mark(boolean good) {
    return good ? "ok" : "(moving)";
  }
}
