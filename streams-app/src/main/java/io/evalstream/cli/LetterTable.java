package io.evalstream.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.topic.Letter;
import io.evalstream.topic.LetterFate;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/// Dead letters as text.
record LetterTable(PrintWriter out) {

  private static final int NAME = 60;
  private static final int DETAIL = 160;
  private static final String ROW = "%-20s %-9s  %-38s %-10s %-18s %11s  %s%n";

  /// Letters of one origin and reason.
  record Kind(String topic, String stage, String reason) implements Comparable<Kind> {

    static Kind of(Letter letter) {
      return new Kind(letter.topic(), letter.stage(), letter.reason());
    }

    @Override
    public int compareTo(Kind other) {
      return toString().compareTo(other.toString());
    }
  }

  /// How many letters of each kind there are, and what can become of them.
  static final class Counts {

    // Whoever writes into the topic names its kinds.
    private static final int MOST_KINDS = 1_000;
    private static final Kind OTHER = new Kind("(other)", "", "");

    private final Map<Kind, Map<LetterFate, Long>> counts = new TreeMap<>();

    void add(Letter letter, LetterFate fate) {
      Kind kind = Kind.of(letter);
      boolean room = counts.containsKey(kind) || counts.size() < MOST_KINDS;
      counts
          .computeIfAbsent(room ? kind : OTHER, k -> new EnumMap<>(LetterFate.class))
          .merge(fate, 1L, Long::sum);
    }

    boolean isEmpty() {
      return counts.isEmpty();
    }
  }

  void header() {
    out.printf(ROW, "TIME", "STATE", "FROM", "STAGE", "REASON", "BYTES", "DETAIL");
  }

  void row(Letter letter, LetterFate fate) {
    out.printf(
        ROW,
        letter.time().truncatedTo(ChronoUnit.SECONDS),
        fate.word(),
        name(letter.topic()) + "/" + letter.source(),
        name(letter.stage()),
        name(letter.reason()),
        "%,d".formatted(letter.size()) + (letter.cut() ? "+" : ""),
        PlainText.line(letter.detail(), DETAIL));
  }

  /// One letter as a line of JSON.
  static String json(Letter letter, LetterFate fate) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("time", letter.time().toString());
    line.put("state", fate.word());
    line.put("topic", letter.topic());
    line.put("partition", letter.source().partition());
    line.put("offset", letter.source().offset());
    line.put("stage", letter.stage());
    line.put("reason", letter.reason());
    line.put("detail", letter.detail());
    line.put("key", letter.key());
    line.put("size", letter.size());
    line.put("cut", letter.cut());
    line.put("replays", letter.replays());
    line.putObject("letter")
        .put("partition", letter.place().partition())
        .put("offset", letter.place().offset());
    return PlainText.json(line.toString());
  }

  void summary(Counts counts) {
    out.printf(
        "%n%-40s %-10s %-18s %8s %8s %8s %8s%n",
        "TOPIC", "STAGE", "REASON", "LETTERS", "WAITING", "REPLAYED", "NEITHER");
    counts.counts.forEach(
        (kind, fates) -> {
          long all = fates.values().stream().mapToLong(Long::longValue).sum();
          long waiting = fates.getOrDefault(LetterFate.WAITING, 0L);
          long replayed = fates.getOrDefault(LetterFate.REPLAYED, 0L);
          out.printf(
              "%-40s %-10s %-18s %,8d %,8d %,8d %,8d%n",
              name(kind.topic()),
              name(kind.stage()),
              name(kind.reason()),
              all,
              waiting,
              replayed,
              all - waiting - replayed);
        });
  }

  private static String name(String name) {
    return PlainText.line(name, NAME);
  }
}
