package io.evalstream.console.page;

import java.util.Map;

/// What the steps of the funnel mean.
final class FunnelWords {

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("rejected", "broke a rule and went to the dead letters, duplicates included"),
          Map.entry("unsampled", "not chosen for judging"),
          Map.entry("sampled", "chosen for judging"),
          Map.entry("matched", "compared with the label of a judge"),
          Map.entry("unmatched", "no judge has a label for its target"),
          Map.entry("waiting", "kept until its trace is there"),
          Map.entry("read", "unpacked into spans"),
          Map.entry("duplicate", "had come before"),
          Map.entry("late", "came after its trace was complete"),
          Map.entry("over_limit", "more than one trace may have"),
          Map.entry("used", "part of a turn"),
          Map.entry("unused", "told nothing of a turn"),
          Map.entry("turns", "became a turn to judge"),
          Map.entry("own", "of the monitor itself"),
          Map.entry("not_chat", "no turn of a chat"),
          Map.entry("no_response", "had no response to judge"),
          Map.entry("redacted", "came without texts"),
          Map.entry("too_large", "larger than a trace may be"),
          Map.entry("pending", "asked for, not ended yet"),
          Map.entry("judged", "ended with a label"),
          Map.entry("unparseable", "the judge answered with no label, twice"),
          Map.entry("refused", "the judge would not answer"),
          Map.entry("truncated", "the answer of the judge was cut off"),
          Map.entry("too_long", "the texts do not fit the judge"),
          Map.entry("expired", "too old before it could be answered"),
          Map.entry("provider_error", "the judge kept failing"),
          Map.entry("rejected_by_judge", "the judge does not accept the request"),
          Map.entry("over_budget", "the budget of the app was spent"),
          Map.entry("shed", "too many judgements were waiting"),
          Map.entry("not_evaluable", "a field that the evaluator needs is missing"),
          Map.entry("abandoned", "taken up too often by instances that were restarted"));

  private FunnelWords() {}

  /// Empty for a step that this version does not know.
  static String of(String step) {
    return WORDS.getOrDefault(step, "");
  }
}
