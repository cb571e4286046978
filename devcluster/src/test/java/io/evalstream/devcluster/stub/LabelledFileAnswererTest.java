package io.evalstream.devcluster.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledFileAnswererTest {

  private static final List<String> FAITHFULNESS = List.of("faithful", "unfaithful");
  private static final List<String> RELEVANCE = List.of("relevant", "irrelevant");

  private static final String PARIS =
      """
      {"id": "r1", "question": "Capital of France?", "response": "Paris,  of\\ncourse",
       "documents": [{"id": "d1", "text": "Paris is the capital."},
                     {"id": "d2", "title": "Cheese", "text": "Brie is a cheese."}],
       "labels": {"faithfulness": "faithful"},
       "document_labels": {"document_relevance": {"d1": "relevant", "d2": "irrelevant"}}}"""
          .replace("\n", "");
  private static final String LYON =
      PARIS
          .replace("r1", "r2")
          .replace("Paris,  of", "Lyon, of")
          .replace("\"faithful\"", "\"unfaithful\"");

  @TempDir Path folder;

  @Test
  void answer_byQuestionAndResponse_whitespaceDoesNotCount() throws Exception {
    Answerer answerer = answerer(PARIS, "", LYON);

    Verdict verdict =
        answerer.answer(
            "faithfulness",
            FAITHFULNESS,
            Map.of("question", " Capital of\nFrance? ", "response", "Paris, of course"));

    assertThat(verdict).isEqualTo(new Verdict("faithful", "Row r1 is labelled faithful."));
  }

  @Test
  void answer_byDocument_withOrWithoutItsTitle() throws Exception {
    Answerer answerer = answerer(PARIS);

    assertThat(relevance(answerer, "Paris is the capital.")).isEqualTo("relevant");
    assertThat(relevance(answerer, "Brie is a cheese.")).isEqualTo("irrelevant");
    assertThat(relevance(answerer, "Cheese\nBrie is a cheese.")).isEqualTo("irrelevant");
    assertThatThrownBy(() -> relevance(answerer, "Gouda is a cheese."))
        .isInstanceOf(NoAnswerException.class);
  }

  @Test
  void answer_blockLeftOut_theOtherDecides() throws Exception {
    Answerer answerer = answerer(PARIS, LYON);

    assertThat(
            answerer
                .answer("faithfulness", FAITHFULNESS, Map.of("response", "Lyon, of course"))
                .label())
        .isEqualTo("unfaithful");
    assertThatThrownBy(
            () ->
                answerer.answer(
                    "faithfulness", FAITHFULNESS, Map.of("question", "Capital of France?")))
        .isInstanceOf(NoAnswerException.class)
        .hasMessage(
            "rows [r1, r2] have different labels of faithfulness for these texts; show the judge"
                + " more of them");
  }

  @Test
  void answer_severalRowsForOneAnswer_theDocumentsDecide() throws Exception {
    Answerer answerer =
        answerer(
            PARIS,
            PARIS
                .replace("r1", "r3")
                .replace("is the capital", "was the capital")
                .replace("\"faithful\"", "\"unfaithful\""));

    assertThat(
            answerer
                .answer(
                    "faithfulness",
                    FAITHFULNESS,
                    Map.of(
                        "question", "Capital of France?",
                        "response", "Paris, of course",
                        "documents", "[1] Paris was the capital.\n[2] Brie is a cheese."))
                .label())
        .isEqualTo("unfaithful");
  }

  @Test
  void answer_nobodyKnownToAsk_isThatOfAnyEvaluatorWithSuchLabels() throws Exception {
    Answerer answerer =
        answerer(PARIS.replace("\"labels\": {", "\"labels\": {\"correctness\": \"correct\", "));
    Map<String, String> paris =
        Map.of("question", "Capital of France?", "response", "Paris, of course");
    Map<String, String> document =
        Map.of("question", "Capital of France?", "document", "Brie is a cheese.");

    assertThat(answerer.answer("", FAITHFULNESS, paris).label()).isEqualTo("faithful");
    assertThat(answerer.answer("", List.of("incorrect", "correct"), paris).label())
        .isEqualTo("correct");
    assertThat(answerer.answer("", RELEVANCE, document).label()).isEqualTo("irrelevant");
    assertThatThrownBy(() -> answerer.answer("", List.of("yes", "no"), paris))
        .isInstanceOf(NoAnswerException.class)
        .hasMessage("no row has a label of any evaluator for this question and response");
  }

  @Test
  void answer_unknownTextsOrLabel_isNoAnswer() throws Exception {
    Answerer answerer = answerer(PARIS);
    Map<String, String> paris =
        Map.of("question", "Capital of France?", "response", "Paris, of course");

    assertThatThrownBy(
            () -> answerer.answer("faithfulness", FAITHFULNESS, Map.of("response", "Rome")))
        .isInstanceOf(NoAnswerException.class)
        .hasMessage("no row has a label of faithfulness for this question and response");
    assertThatThrownBy(() -> answerer.answer("toxicity", FAITHFULNESS, paris))
        .isInstanceOf(NoAnswerException.class);
    assertThatThrownBy(() -> answerer.answer("faithfulness", List.of("yes", "no"), paris))
        .hasMessage("row r1: the label must be one of [yes, no], was faithful");
  }

  @Test
  void sameTexts_differentLabels_namesBothRows() {
    assertThatThrownBy(
            () ->
                answerer(
                    PARIS, PARIS.replace("r1", "r4").replace("\"faithful\"", "\"unfaithful\"")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            "line 2: rows with the same texts must have one label, was faithful in r1 and"
                + " unfaithful in r4 for faithfulness");
    assertThatThrownBy(
            () -> answerer(PARIS, PARIS.replace("r1", "r5").replace("\"relevant", "\"irrelevant")))
        .hasMessageContaining("r1")
        .hasMessageContaining("r5 for document_relevance");
  }

  @Test
  void sameTexts_sameLabel_isFine() throws Exception {
    assertThat(answerer(PARIS, PARIS.replace("r1", "r6"))).isNotNull();
  }

  @Test
  void comparisonOfTwoResponses_isLeftOut() throws Exception {
    String comparison = "{\"id\": \"p%d\", \"response_a\": \"x\", \"labels\": {\"best\": \"%s\"}}";

    assertThat(answerer(comparison.formatted(1, "a"), comparison.formatted(2, "b"))).isNotNull();
  }

  @Test
  void brokenLine_isNamed() {
    assertThatThrownBy(() -> answerer(PARIS, "{"))
        .hasMessageContaining("rows.jsonl line 2: must be a JSON object");
  }

  @Test
  void gzip_isReadToo() throws Exception {
    Path file = folder.resolve("rows.jsonl.gz");
    try (OutputStream bytes = new GZIPOutputStream(Files.newOutputStream(file))) {
      bytes.write(PARIS.getBytes(StandardCharsets.UTF_8));
    }

    assertThat(relevance(new LabelledFileAnswerer(file), "Paris is the capital."))
        .isEqualTo("relevant");
  }

  private Answerer answerer(String... lines) throws IOException {
    return new LabelledFileAnswerer(Files.write(folder.resolve("rows.jsonl"), List.of(lines)));
  }

  private static String relevance(Answerer answerer, String document) {
    return answerer
        .answer(
            "document_relevance",
            RELEVANCE,
            Map.of("question", "Capital of France?", "document", document))
        .label();
  }
}
