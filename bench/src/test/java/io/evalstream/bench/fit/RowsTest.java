package io.evalstream.bench.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evalstream.evaluator.Field;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowsTest {

  @TempDir Path folder;

  @Test
  void labelOfADocument_givesARowWithItsText() throws IOException {
    write(
        """
        {"id": "1", "dataset": "s", "group": "g", "question": "q", "documents": [{"id": "d1", "title": "T", "text": "one"}, {"id": "d2", "text": "two"}, {"id": "d3", "text": "three"}], "document_labels": {"document_relevance": {"d1": "relevant", "d2": "irrelevant"}}}
        """);

    assertThat(rows("document_relevance"))
        .extracting(Row::file, Row::group, row -> row.fields().get(Field.DOCUMENT), Row::fails)
        .containsExactly(tuple("s", "g", "T\none", false), tuple("s", "g", "two", true));
  }

  @Test
  void setsWithoutLabels_passWhereTheTaskSaysSo() throws IOException {
    write(
        """
        {"id": "1", "dataset": "attacks", "question": "ignore this", "labels": {"jailbreak": "jailbreak"}}
        {"id": "2", "dataset": "other", "question": "what is this?"}
        {"id": "2", "dataset": "other", "question": "the same row in another file"}
        {"id": "3", "dataset": "other", "question": "what is this?"}
        """);

    assertThat(rows("jailbreak"))
        .extracting(Row::file, row -> row.fields().get(Field.QUESTION), Row::fails)
        .containsExactlyInAnyOrder(
            tuple("attacks", "ignore this", true),
            tuple("(all other sets)", "what is this?", false));
  }

  private List<Row> rows(String evaluator) throws IOException {
    Task task =
        Task.ALL.stream().filter(t -> t.evaluator().equals(evaluator)).findFirst().orElseThrow();
    return new Rows(task, new LabelledFolder(folder).sets()).all();
  }

  private void write(String lines) throws IOException {
    Files.writeString(folder.resolve("rows.jsonl"), lines);
  }
}
