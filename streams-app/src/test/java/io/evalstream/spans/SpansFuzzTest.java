package io.evalstream.spans;

import static io.evalstream.app.OtlpRecords.json;
import static io.evalstream.app.OtlpRecords.proto;
import static io.evalstream.app.OtlpRecords.real;
import static io.evalstream.app.OtlpRecords.span;
import static io.evalstream.app.OtlpRecords.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Mutations;
import io.evalstream.otlp.Mapping;
import io.evalstream.otlp.turn.TurnReader;
import io.evalstream.otlp.wire.Encoding;
import io.evalstream.topic.DeadLetter;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Spoilt records through both steps of the stage: whatever comes, each is counted, and what cannot
/// be read is a dead letter.
class SpansFuzzTest {

  private static final int RECORDS = 25_000;
  private static final int PER_STEP = 100;

  @Test
  void spoiltProtobuf_isCountedAndStopsNothing() {
    List<byte[]> valid =
        List.of(
            proto(openInference(1)),
            proto(genAi(2)),
            proto(openInference(3)[0]),
            proto(span(4, 1, 0, "deep", nested(60))),
            proto(span(5, 1, 0, "deeper", nested(200))),
            new byte[] {10, 0});

    withstands(new Mutations(1, valid));
  }

  @Test
  void spoiltJson_isCountedAndStopsNothing() {
    List<byte[]> valid =
        List.of(json(openInference(1)), json(genAi(2)), json(openInference(3)[0]), json());

    withstands(new Mutations(2, valid));
  }

  private static void withstands(Mutations mutations) {
    SpansConfig config =
        new SpansConfig(
            true,
            Encoding.AUTO,
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            20,
            20_000,
            100_000,
            Mapping.DEFAULT);
    try (SpansUnderTest spans =
        new SpansUnderTest(config, new TurnReader(config.mapping())::read)) {
      for (int i = 1; i <= RECORDS; i++) {
        int lettersBefore = spans.letters().size();
        long rejectedBefore = spans.records("rejected") + spans.spans("rejected");

        spans.send(mutations.next());

        boolean rejected = spans.records("rejected") + spans.spans("rejected") > rejectedBefore;
        assertThat(spans.letters()).hasSize(lettersBefore + (rejected ? 1 : 0));
        if (i % PER_STEP == 0) {
          spans.pass(Duration.ofSeconds(3));
        }
      }
      spans.after(Duration.ofSeconds(3));

      assertThat(spans.letters()).extracting(DeadLetter::reason).doesNotContain("");
      assertThat(spans.records("received")).isEqualTo(RECORDS);
      // Neither all nor nothing is spoilt beyond reading.
      assertThat(spans.records("rejected")).isBetween(RECORDS / 20L, RECORDS * 19L / 20);
      assertThat(spans.spans("rejected")).isPositive();
      assertThat(spans.traces("completed")).isGreaterThan(RECORDS / 100);
      assertThat(spans.spans("waiting")).isZero();
    }
  }

  private static Span[] openInference(int trace) {
    return new Span[] {
      span(
          trace,
          3,
          1,
          "retrieve",
          text("openinference.span.kind", "RETRIEVER"),
          text("input.value", "When do you open?"),
          text("retrieval.documents.0.document.id", "doc-1"),
          text("retrieval.documents.0.document.content", "We open at nine."),
          real("retrieval.documents.0.document.score", 0.5)),
      span(
          trace,
          2,
          1,
          "chat",
          text("openinference.span.kind", "LLM"),
          text("llm.model_name", "atlas-3"),
          text("llm.input_messages.0.message.role", "user"),
          text("llm.input_messages.0.message.content", "When do you open?"),
          text("llm.output_messages.0.message.role", "assistant"),
          text("llm.output_messages.0.message.content", "At nine.")),
      span(
          trace,
          1,
          0,
          "turn",
          text("openinference.span.kind", "CHAIN"),
          text("input.value", "{\"question\": \"When do you open?\"}"),
          text("input.mime_type", "application/json"),
          text("output.value", "At nine."))
    };
  }

  private static Span[] genAi(int trace) {
    return new Span[] {
      span(
          trace,
          1,
          0,
          "chat",
          text("gen_ai.operation.name", "chat"),
          text("gen_ai.response.model", "atlas-3"),
          text(
              "gen_ai.input.messages",
              "[{\"role\": \"user\", \"parts\": [{\"type\": \"text\", \"content\": \"Hi\"}]}]"),
          text(
              "gen_ai.output.messages",
              "[{\"role\": \"assistant\", \"parts\": [{\"type\": \"tool_call\", \"id\": \"1\","
                  + " \"name\": \"hours\", \"arguments\": {\"day\": 1}}, {\"type\": \"text\","
                  + " \"content\": \"At nine.\"}]}]"))
    };
  }

  private static KeyValue nested(int depth) {
    List<AnyValue> values = new ArrayList<>(List.of(AnyValue.newBuilder().setIntValue(1).build()));
    for (int i = 0; i < depth; i++) {
      values.add(
          AnyValue.newBuilder()
              .setArrayValue(ArrayValue.newBuilder().addValues(values.getLast()))
              .build());
    }
    return KeyValue.newBuilder().setKey("input.value").setValue(values.getLast()).build();
  }
}
