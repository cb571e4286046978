package io.evalstream.console.page;

import java.util.List;

/// What the page of embeddings says of texts.
final class SpotText {

  private static final int BEGINNING = 120;

  private SpotText() {}

  static String kind(EmbeddingSpot spot) {
    return spot.isQuestion() ? "Question" : "Document";
  }

  /// `Question to docs-bot, in 12 traces, 3 of 12 failing: Where does ...`
  static String whole(EmbeddingSpot spot) {
    return "%s %s %s, in %s, %s: %s"
        .formatted(
            kind(spot),
            spot.isQuestion() ? "to" : "of",
            spot.app(),
            traces(spot.times()),
            failing(List.of(spot)),
            beginning(spot));
  }

  static String traces(int times) {
    return times == 1 ? "1 trace" : Numbers.count(times) + " traces";
  }

  static String beginning(EmbeddingSpot spot) {
    String text = spot.text().strip();
    String name = spot.documentId() == null ? "" : "[" + spot.documentId() + "] ";
    int end = Math.min(BEGINNING, text.length());
    boolean cutsAPair = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
    return end == text.length()
        ? name + text
        : name + text.substring(0, cutsAPair ? end - 1 : end) + "…";
  }

  static String failing(List<EmbeddingSpot> spots) {
    int judged = spots.stream().mapToInt(EmbeddingSpot::judged).sum();
    int failing = spots.stream().mapToInt(EmbeddingSpot::failing).sum();
    return judged == 0 ? "not judged" : failing + " of " + judged + " failing";
  }

  /// `3 of 12 failing`. Without an interval: the traces are not weighted, and those of one text are
  /// not independent.
  static String share(List<EmbeddingSpot> spots) {
    return spots.isEmpty() ? Numbers.NONE : failing(spots);
  }
}
