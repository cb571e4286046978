package io.evalstream.console.page;

import io.evalstream.console.archive.JudgeUse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a judge did in the last day, with one model.
///
/// @param outcomes those without a label, the most first
/// @param perThousand cost of 1,000 evaluations with a known price; null when none has one
/// @param cached evaluations whose question had been answered before; null for none
/// @param unpriced evaluations without a known price; null when all have one
record JudgeUseView(
    String model,
    String evaluations,
    String judged,
    List<Outcome> outcomes,
    String tokens,
    String cost,
    @Nullable String perThousand,
    @Nullable String unpriced,
    @Nullable String cached,
    String median,
    String p95) {

  /// @param link to the traces with it
  record Outcome(String name, String count, String link) {}

  JudgeUseView {
    outcomes = List.copyOf(outcomes);
  }

  static JudgeUseView of(JudgeUse use) {
    long priced = use.evaluations() - use.unpriced();
    long judged = use.outcomes().getOrDefault("judged", 0L);
    return new JudgeUseView(
        use.judgeModel(),
        Numbers.count(use.evaluations()),
        use.evaluations() == 0
            ? Numbers.NONE
            : Numbers.percent((double) judged / use.evaluations()),
        outcomes(use.outcomes()),
        Numbers.count(use.inputTokens()) + " in, " + Numbers.count(use.outputTokens()) + " out",
        priced == 0 ? "no price is known" : Numbers.dollars(use.costUsd()),
        priced == 0 ? null : Numbers.dollars(use.costUsd() / priced * 1_000),
        priced == 0 || use.unpriced() == 0 ? null : Numbers.count(use.unpriced()),
        use.cached() == 0 ? null : Numbers.count(use.cached()),
        Numbers.latency(use.medianMillis()),
        Numbers.latency(use.p95Millis()));
  }

  private static List<Outcome> outcomes(Map<String, Long> outcomes) {
    return outcomes.entrySet().stream()
        .filter(entry -> !entry.getKey().equals("judged") && entry.getValue() > 0)
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .map(
            entry ->
                new Outcome(
                    entry.getKey().replace('_', ' '),
                    Numbers.count(entry.getValue()),
                    PageAddress.of("/traces", "outcome", entry.getKey())))
        .toList();
  }
}
