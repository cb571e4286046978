package io.evalstream.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evalstream.event.Message;
import io.evalstream.event.RetrievedDocument;
import io.evalstream.event.ToolCall;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFileTest {

  private static final String WHOLE =
      """
      {"id": "t-1", "app": "docs-bot", "model": "m-1", "prompt_version": "v7", "question": "When?",\
       "history": [{"role": "user", "content": "Hi"}],\
       "documents": [{"id": "doc-1", "text": "Nine.", "score": 0.5, "embedding": [1, -0.5]}],\
       "response": "At nine.", "reference_answer": "Nine", "labels": {"faithfulness": "faithful"},\
       "document_labels": {"document_relevance": {"doc-1": "relevant"}},\
       "occurred_at": "2026-01-02T03:04:05Z", "attributes": {"region": "eu"}, "tier": "gold",\
       "query_embedding": [0.5, -1, 0.25],\
       "extra": {"a": 1}}
      """;
  private static final String LEAST =
      "{\"app\": \"docs-bot\", \"question\": \"When?\", \"response\": \"At nine.\"}\n";

  @TempDir private Path folder;

  @Test
  void wholeRow_isATurnAndItsRetrieval() throws Exception {
    TraceRow row = rows(WHOLE, true).getFirst();

    assertThat(row.event().getTraceId()).isEqualTo("t-1");
    assertThat(row.event().getModel()).isEqualTo("m-1");
    assertThat(row.event().getPromptVersion()).isEqualTo("v7");
    assertThat(row.event().getQuestion()).isEqualTo("When?");
    assertThat(row.event().getHistory()).containsExactly(new Message("user", "Hi"));
    assertThat(row.event().getReferenceAnswer()).isEqualTo("Nine");
    assertThat(row.event().getQueryEmbedding()).containsExactly(0.5f, -1f, 0.25f);
    assertThat(row.event().getRetrievalCount()).isEqualTo(1);
    assertThat(row.event().getOccurredAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
    assertThat(row.event().getAttributes()).isEqualTo(Map.of("region", "eu", "tier", "gold"));
    assertThat(row.ignoredFields()).isEqualTo(1);
    assertThat(row.span()).isNotNull();
    assertThat(row.span().getTraceId()).isEqualTo("t-1");
    assertThat(row.span().getQuery()).isEqualTo("When?");
    assertThat(row.span().getDocuments())
        .containsExactly(
            new RetrievedDocument("doc-1", "Nine.", null, 0.5, Map.of(), List.of(1f, -0.5f)));
  }

  @Test
  void toolCalls_mayHoldJsonOrText() throws Exception {
    String tools =
        """
        {"app": "docs-bot", "question": "When?", "response": "At nine.",\
         "available_tools": [{"name": "hours"}],\
         "tool_calls": [{"name": "hours", "arguments": {"day": "monday"}, "result": [9, 17]},\
         {"tool_call_id": "c-2", "name": "hours", "arguments": "{}"}]}
        """;

    TraceRow row = rows(tools, true).getFirst();

    assertThat(row.event().getAvailableTools()).isEqualTo("[{\"name\":\"hours\"}]");
    assertThat(row.event().getToolCalls())
        .containsExactly(
            new ToolCall(null, "hours", "{\"day\":\"monday\"}", "[9,17]"),
            new ToolCall("c-2", "hours", "{}", null));
    assertThat(row.ignoredFields()).isZero();
  }

  @Test
  void leastRow_isATurnWithoutRetrieval() throws Exception {
    TraceRow row = rows("\n" + LEAST, true).getFirst();

    assertThat(row.event().getTraceId()).isEqualTo("rows.jsonl:2");
    assertThat(row.event().getRetrievalCount()).isZero();
    assertThat(row.span()).isNull();
    assertThat(Duration.between(row.event().getOccurredAt(), Instant.now()))
        .isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void timeOfTheRow_countsOnlyWhenItIsKept() throws Exception {
    assertThat(rows(WHOLE, false).getFirst().event().getOccurredAt())
        .isAfter(Instant.parse("2026-02-01T00:00:00Z"));
  }

  @Test
  void noDocumentsFound_isARetrievalOfNone() throws Exception {
    TraceRow row = rows(LEAST.replace("{\"app\"", "{\"documents\": [], \"app\""), true).getFirst();

    assertThat(row.event().getRetrievalCount()).isEqualTo(1);
    assertThat(row.span()).isNotNull();
    assertThat(row.span().getDocuments()).isEmpty();
  }

  @Test
  void severalReferenceAnswers_areALineEach() throws Exception {
    String row = LEAST.replace("}", ", \"reference_answer\": [\"At nine\", \"9 am\"]}");

    assertThat(rows(row, false).getFirst().event().getReferenceAnswer()).isEqualTo("At nine\n9 am");
  }

  @Test
  void nullId_isNoId() throws Exception {
    TraceRow row = rows(LEAST.replace("{\"app\"", "{\"id\": null, \"app\""), true).getFirst();

    assertThat(row.event().getTraceId()).isEqualTo("rows.jsonl:1");
  }

  @Test
  void gzip_isReadLikePlainText() throws Exception {
    Path file = folder.resolve("rows.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write((WHOLE + LEAST).getBytes());
    }

    assertThat(new RowFile(file).count()).isEqualTo(2);
    List<TraceRow> rows = new ArrayList<>();
    new RowFile(file).forEach(true, rows::add);
    assertThat(rows).hasSize(2);
  }

  @Test
  void emptyFile_hasNoRows() throws Exception {
    assertThat(rows("", true)).isEmpty();
    assertThat(rows("\n", true)).isEmpty();
  }

  @Test
  void rowOfARetrieval_needsNoResponse() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("retrievals.jsonl"),
            "{\"app\": \"a\", \"question\": \"q\", \"documents\": [{\"id\": \"d\", \"text\": \"t\"}],"
                + " \"document_labels\": {\"document_relevance\": {\"d\": \"relevant\"}}}\n");
    List<TraceRow> rows = new ArrayList<>();

    RowFile.ofRetrievals(file).forEach(true, rows::add);

    assertThat(rows).singleElement().extracting(row -> row.event().getResponse()).isEqualTo("");
    assertThat(rows.getFirst().labels().ofDocuments())
        .containsEntry("document_relevance", java.util.Map.of("d", "relevant"));
  }

  @Test
  void labelsThatAreNone_areToldWithTheirPlace() {
    assertProblem(
        LEAST.replace("{\"app\"", "{\"labels\": \"good\", \"app\""),
        "rows.jsonl:1: labels: must be an object, was \"good\"");
    assertProblem(
        LEAST.replace("{\"app\"", "{\"document_labels\": {\"e\": {\"d\": 1}}, \"app\""),
        "rows.jsonl:1: document_labels.e.d: must be a label, was 1");
  }

  @Test
  void badRow_isToldWithItsLine() {
    assertProblem(LEAST + "{oops\n", "rows.jsonl:2: not JSON: ");
    assertProblem("[1]\n", "rows.jsonl:1: the row: must be an object");
    assertProblem("{\"app\": \"a\"}\n", "rows.jsonl:1: response: is missing");
    assertProblem(
        LEAST.replace("{\"app\"", "{\"documents\": [5], \"app\""),
        "rows.jsonl:1: documents[0]: must be an object, was 5");
    assertProblem(
        LEAST.replace("{\"app\"", "{\"documents\": [{\"id\": null, \"text\": \"\"}], \"app\""),
        "rows.jsonl:1: documents[0].document_id: is missing");
    assertProblem(
        LEAST.replace("{\"app\"", "{\"documents\": {\"id\": 1}, \"app\""),
        "rows.jsonl:1: documents: must be an array, was an object");
  }

  private void assertProblem(String lines, String message) {
    assertThatThrownBy(() -> rows(lines, true))
        .isInstanceOf(RowException.class)
        .hasMessageContaining(message);
  }

  private List<TraceRow> rows(String lines, boolean keepTimes) throws IOException {
    Path file = Files.writeString(folder.resolve("rows.jsonl"), lines);
    List<TraceRow> rows = new ArrayList<>();
    new RowFile(file).forEach(keepTimes, rows::add);
    return rows;
  }
}
