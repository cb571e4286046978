package io.evalstream.spans;

import static io.evalstream.app.OtlpRecords.json;
import static io.evalstream.app.OtlpRecords.proto;
import static io.evalstream.app.OtlpRecords.span;
import static io.evalstream.app.OtlpRecords.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.evalstream.otlp.turn.Mapped;
import io.evalstream.topic.DeadLetter;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnsealProcessorTest {

  private static final Span GOOD = span(1, 1, 0, "good");
  private static final Span BAD =
      GOOD.toBuilder().setSpanId(ByteString.copyFromUtf8("short")).build();

  private static SpansUnderTest spans() {
    return new SpansUnderTest(SpansConfig.OFF, all -> new Mapped.Nothing(Mapped.Reason.NOT_CHAT));
  }

  @Test
  void bothEncodings_areRead() {
    try (SpansUnderTest spans = spans()) {
      spans.send(proto(GOOD)).send(json(span(1, 2, 1, "other"), GOOD));

      assertThat(spans.spans("received")).isEqualTo(3);
      assertThat(spans.spans("duplicate")).isEqualTo(1);
      assertThat(spans.letters()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello", "{\"resourceSpans\": 1}", "{\"resourceSpans\"", ""})
  void recordThatIsNotOtlp_isADeadLetter(String value) {
    try (SpansUnderTest spans = spans()) {
      spans.send(value.getBytes(UTF_8)).send(proto(GOOD));

      assertThat(spans.letters())
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.reason()).isNotEmpty();
                assertThat(letter.value()).asString(UTF_8).isEqualTo(value);
                assertThat(letter.topic()).isEqualTo("otlp_spans");
                assertThat(letter.offset()).isZero();
              });
      assertThat(spans.records("rejected")).isEqualTo(1);
      assertThat(spans.spans("waiting")).isEqualTo(1);
    }
  }

  @Test
  void noValue_isADeadLetter() {
    try (SpansUnderTest spans = spans()) {
      spans.send(null);

      assertThat(spans.letters()).extracting(DeadLetter::reason).containsExactly("empty");
    }
  }

  @Test
  void recordThatIsTooLarge_isADeadLetter() {
    try (SpansUnderTest spans = spans()) {
      spans.send(Arrays.copyOf(proto(GOOD), SpansConfig.OFF.maxRecordBytes() + 1));

      assertThat(spans.letters()).extracting(DeadLetter::reason).containsExactly("too_large");
      assertThat(spans.records("rejected")).isEqualTo(1);
    }
  }

  @Test
  void badSpansOfAGoodRecord_areOneDeadLetter_andTheGoodOnesGoOn() {
    try (SpansUnderTest spans = spans()) {
      byte[] record = proto(BAD, GOOD, BAD);

      spans.send(record);

      assertThat(spans.letters())
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.reason()).isEqualTo("bad_span");
                assertThat(letter.detail()).contains("2 spans", "span_id");
                assertThat(letter.value()).isEqualTo(record);
              });
      assertThat(spans.records("read")).isEqualTo(1);
      assertThat(spans.spans("rejected")).isEqualTo(2);
      assertThat(spans.spans("waiting")).isEqualTo(1);
    }
  }

  @Test
  void spanThatNoTopicTakes_isABadSpan() {
    try (SpansUnderTest spans = spans()) {
      spans.send(proto(span(1, 1, 0, "huge", text("input.value", "x".repeat(800_000))), GOOD));

      assertThat(spans.letters()).extracting(DeadLetter::reason).containsExactly("bad_span");
      assertThat(spans.spans("rejected")).isEqualTo(1);
      assertThat(spans.spans("waiting")).isEqualTo(1);
    }
  }
}
