package io.evalstream.console.page;

import io.evalstream.event.RetrievedDocument;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A retrieved document at its rank.
///
/// @param anchor of the document in the page
/// @param title the id where there is none
/// @param score null when the retriever gave none
/// @param text null when it was not sent
/// @param badges its labels, one for each evaluator of documents
/// @param metadata `name: value`
/// @param seenAbove whether a retrieval before it found it too: it was judged there
record DocumentView(
    int rank,
    String anchor,
    String id,
    String title,
    @Nullable String score,
    @Nullable LongText text,
    List<Badge> badges,
    List<String> metadata,
    List<EvaluationView> evaluations,
    boolean seenAbove) {

  private static final int OPENING = 320;
  private static final int OPENING_LINES = 4;

  DocumentView {
    badges = List.copyOf(badges);
    metadata = List.copyOf(metadata);
    evaluations = List.copyOf(evaluations);
  }

  static DocumentView of(
      RetrievedDocument document,
      int rank,
      String anchor,
      List<EvaluationView> evaluations,
      boolean seenAbove) {
    String title = document.getTitle();
    Double score = document.getScore();
    return new DocumentView(
        rank,
        anchor,
        document.getDocumentId(),
        title == null || title.isBlank() ? document.getDocumentId() : title,
        score == null || !Double.isFinite(score) ? null : String.format(Locale.ROOT, "%.4g", score),
        document.getText().isBlank()
            ? null
            : LongText.of(document.getText(), OPENING, OPENING_LINES),
        evaluations.stream().map(EvaluationView::badge).toList(),
        document.getMetadata().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(tag -> tag.getKey() + ": " + tag.getValue())
            .toList(),
        evaluations,
        seenAbove);
  }
}
