package io.evalstream.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.EvaluatorLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenSetTest {

  private static final EvaluatorLibrary LIBRARY = EvaluatorLibrary.builtIn();
  private static final Evaluator FAITHFULNESS = LIBRARY.find("faithfulness").orElseThrow();
  private static final Set<String> EVALUATORS = Set.of("faithfulness", "document_relevance");

  @TempDir private Path folder;

  private GoldenSet read(String... rows) throws IOException {
    Path file = Files.write(folder.resolve("golden.jsonl"), List.of(rows));
    return GoldenSet.read(file, LIBRARY, EVALUATORS);
  }

  private static String row(String id, String labels) {
    return """
    {"id": "%s", "app": "a", "question": "q", "response": "r", "documents": [{"id": "d", "text": "t"}], %s}"""
        .formatted(id, labels);
  }

  private static String labelled(String id) {
    return row(id, "\"labels\": {\"faithfulness\": \"faithful\"}");
  }

  private static List<String> ids(List<GoldenSet.Row> rows) {
    return rows.stream().map(row -> row.row().event().getTraceId()).toList();
  }

  @Test
  void onlyWhatHasALabel_isAsked() throws Exception {
    GoldenSet golden =
        read(
            labelled("1"),
            row("2", "\"labels\": {\"toxicity\": \"toxic\"}"),
            row("3", "\"document_labels\": {\"document_relevance\": {\"d\": \"relevant\"}}"));

    assertThat(ids(golden.rows())).containsExactly("1", "3");
    assertThat(golden.rows()).allSatisfy(row -> assertThat(row.requests()).hasSize(1));
    assertThat(golden.evaluators()).containsExactly("document_relevance", "faithfulness");
    assertThat(golden.problems()).isEmpty();
  }

  @Test
  void rounds_goThroughEveryRowOnce_andThenAgain() throws Exception {
    GoldenSet golden =
        read(labelled("1"), labelled("2"), labelled("3"), labelled("4"), labelled("5"));
    int rounds = golden.rounds(2);

    List<List<String>> asked = new ArrayList<>();
    for (long round = 0; round < 4; round++) {
      asked.add(ids(golden.round(rounds, round, EVALUATORS)));
    }

    assertThat(asked)
        .containsExactly(List.of("1", "4"), List.of("2", "5"), List.of("3"), List.of("1", "4"));
  }

  @Test
  void round_hasTheWantedEvaluatorsOnly() throws Exception {
    GoldenSet golden = read(labelled("1"));

    assertThat(golden.round(1, 0, Set.of("document_relevance"))).isEmpty();
  }

  @Test
  void unknownLabelAndSecondId_areProblems() throws Exception {
    GoldenSet golden =
        read(labelled("1"), labelled("1"), row("2", "\"labels\": {\"faithfulness\": \"meh\"}"));

    assertThat(golden.problems())
        .containsExactly(
            "row 1: the id comes twice",
            "row 2: the label of faithfulness must be one of faithful, unfaithful, was 'meh'");
  }

  @Test
  void brokenRow_isToldWithItsLine() {
    assertThatExceptionOfType(RowException.class)
        .isThrownBy(() -> read(labelled("1"), "{"))
        .withMessageContaining("golden.jsonl:2: not JSON");
  }

  @Test
  void hash_isOfTextsAndLabels() throws Exception {
    String first = read(labelled("1")).hash(FAITHFULNESS);

    assertThat(read(labelled("1")).hash(FAITHFULNESS)).isEqualTo(first);
    assertThat(read(labelled("other-id")).hash(FAITHFULNESS)).isEqualTo(first);
    assertThat(read(labelled("1"), labelled("2")).hash(FAITHFULNESS)).isNotEqualTo(first);
    assertThat(read(row("1", "\"labels\": {\"faithfulness\": \"unfaithful\"}")).hash(FAITHFULNESS))
        .isNotEqualTo(first);
  }
}
