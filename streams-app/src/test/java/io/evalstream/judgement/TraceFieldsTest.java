package io.evalstream.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Turns;
import io.evalstream.evaluator.Field;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.event.RetrievedDocument;
import io.evalstream.event.ToolCall;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceFieldsTest {

  @Test
  void documentWithoutItsText_isMissing() {
    RetrievalSpan span =
        RetrievalSpan.newBuilder()
            .setTraceId("t")
            .setSpanId("s")
            .setApp("app")
            .setOccurredAt(Instant.EPOCH)
            .setDocuments(
                List.of(
                    RetrievedDocument.newBuilder()
                        .setDocumentId("hidden")
                        .setText("")
                        .setTitle("A title")
                        .build()))
            .build();

    Map<Field, String> fields = TraceFields.of(Turns.event("t"), List.of(span), "s", "hidden");

    assertThat(fields).doesNotContainKeys(Field.DOCUMENTS, Field.DOCUMENT);
  }

  @Test
  void toolCalls_areShownInOrderWithWhatIsKnown() {
    ChatEvent event =
        ChatEvent.newBuilder(Turns.event("t"))
            .setAvailableTools("[hours, prices]")
            .setToolCalls(
                List.of(
                    new ToolCall("c-1", "hours", "{\"day\":\"monday\"}", "9 to 17"),
                    new ToolCall(null, "prices", null, null)))
            .build();

    Map<Field, String> fields = TraceFields.of(event, List.of(), null, null);

    assertThat(fields)
        .containsEntry(Field.AVAILABLE_TOOLS, "[hours, prices]")
        .containsEntry(
            Field.TOOL_CALLS,
            """
            1. hours
            arguments: {"day":"monday"}
            result: 9 to 17

            2. prices""");
  }

  @Test
  void turnWithoutToolCalls_hasNoSuchField() {
    Map<Field, String> fields = TraceFields.of(Turns.event("t"), List.of(), null, null);

    assertThat(fields).containsOnlyKeys(Field.QUESTION, Field.RESPONSE);
  }
}
