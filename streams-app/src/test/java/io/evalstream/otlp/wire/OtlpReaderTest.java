package io.evalstream.otlp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.evalstream.otlp.Mapping;
import io.evalstream.otlp.Span;
import io.evalstream.otlp.Worth;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtlpReaderTest {

  private static final Worth WORTH = Worth.of(Mapping.DEFAULT);
  private static final String ID = "\"traceId\": \"0AF7651916cd43dd8448eb211c80319c\", ";
  private static final String GOOD = "{" + ID + "\"spanId\": \"b7ad6b7169203331\"%s}";

  @Test
  void idsAreHexadecimalInAnyCase() throws Exception {
    Span span = only(GOOD.formatted(", \"parentSpanId\": \"00F067aa0ba902b7\""));

    assertThat(span.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(span.spanId()).isEqualTo("b7ad6b7169203331");
    assertThat(span.parentId()).isEqualTo("00f067aa0ba902b7");
  }

  @Test
  void emptyParent_isNone() throws Exception {
    assertThat(only(GOOD.formatted(", \"parentSpanId\": \"\"")).isRoot()).isTrue();
    assertThat(only(GOOD.formatted(", \"parentSpanId\": \"0000000000000000\"")).isRoot()).isTrue();
  }

  @Test
  void wholeNumbersOf64Bits_areTextsOrNumbers() throws Exception {
    String asTexts =
        """
        , "startTimeUnixNano": "1764300000123456789", "endTimeUnixNano": "1764300001000000000",
        "attributes": [{"key": "input.value", "value": {"intValue": "9223372036854775807"}}]""";

    Span texts = only(GOOD.formatted(asTexts));
    Span numbers = only(GOOD.formatted(asTexts.replaceAll("\"([0-9]{19})\"", "$1")));

    assertThat(texts.start()).isEqualTo(Instant.ofEpochSecond(1_764_300_000, 123_456_789));
    assertThat(texts.attributes().get("input.value").longValue()).isEqualTo(Long.MAX_VALUE);
    assertThat(numbers).isEqualTo(texts);
  }

  @Test
  void enums_areNumbersOrNames() throws Exception {
    Span number = only(GOOD.formatted(", \"kind\": 3, \"status\": {\"code\": 2}"));
    Span name =
        only(
            GOOD.formatted(
                ", \"kind\": \"SPAN_KIND_CLIENT\", \"status\": {\"code\": \"STATUS_CODE_ERROR\"}"));

    assertThat(number.kind()).isEqualTo(Span.Kind.CLIENT);
    assertThat(number.status()).isEqualTo(Span.Status.ERROR);
    assertThat(name).isEqualTo(number);
  }

  @Test
  void unknownFieldsAndEnums_areIgnored() throws Exception {
    Span span = only(GOOD.formatted(", \"new_field\": {\"x\": 1}, \"kind\": 77"));

    assertThat(span.kind()).isEqualTo(Span.Kind.UNSPECIFIED);
  }

  @Test
  void namesOfProtobuf_areReadToo() throws Exception {
    String json =
        """
        {"resource_spans": [{"scope_spans": [{"spans": [
          {"trace_id": "0af7651916cd43dd8448eb211c80319c", "span_id": "b7ad6b7169203331"}]}]}]}""";

    assertThat(read(json).spans()).hasSize(1);
  }

  @Test
  void brokenSpanAmongGoodOnes_losesOnlyItself() throws Exception {
    Unpacked unpacked =
        read(
            record(
                GOOD.formatted(""),
                "{" + ID + "\"spanId\": \"xyz\"}",
                "{" + ID + "\"spanId\": \"b7ad\"}",
                "{\"spanId\": \"b7ad6b7169203331\"}",
                GOOD.formatted(", \"kind\": \"SPAN_KIND_NONE\""),
                GOOD.formatted(", \"startTimeUnixNano\": -1"),
                GOOD.formatted("").replace("3331", "3332")));

    assertThat(unpacked.spans()).hasSize(2);
    assertThat(unpacked.badSpans())
        .containsExactly(
            "span.spanId: must be hexadecimal, was string",
            "span_id: must have 8 bytes, not all 0, was 'b7ad'",
            "trace_id: must have 16 bytes, not all 0, was ''",
            "span.kind: must be a value of SpanKind, was string",
            "span.startTimeUnixNano: must be a whole number, was number");
  }

  @Test
  void brokenSpanAmongGoodOnesInProtobuf_losesOnlyItself() throws Exception {
    byte[] good = proto().getResourceSpans(0).getScopeSpans(0).getSpans(0).toByteArray();
    byte[] broken = Arrays.copyOf(good, good.length - 3);

    Unpacked unpacked = reader(Encoding.PROTO).read(nested(good, broken, good));

    assertThat(unpacked.spans()).hasSize(2);
    assertThat(unpacked.badSpans()).hasSize(1);
  }

  @Test
  void truncatedRecord_isRefusedOrReadAsFarAsItIs() throws Exception {
    byte[] whole = proto().toByteArray();

    for (int length = 1; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> reader(Encoding.AUTO).read(part))
          .isInstanceOfSatisfying(
              BadRecordException.class, e -> assertThat(e.reason()).isEqualTo("undecodable"));
    }
  }

  @Test
  void whatIsNoOtlp_isRefused() {
    assertReason("{", "not_json");
    assertReason("{} {}", "not_json");
    assertReason("{\"resourceSpans\": 3}", "invalid_json");
    assertReason("{\"resourceSpans\": [{\"resource\": 3}]}", "invalid_json");
    assertReason("{\"resourceSpans\": " + "[".repeat(200) + "]".repeat(200) + "}", "not_json");
  }

  @Test
  void deepValue_losesOnlyItsSpan() throws Exception {
    AnyValue.Builder value = AnyValue.newBuilder().setStringValue("deep");
    for (int i = 0; i < 200; i++) {
      value = AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(value));
    }
    var span = proto().getResourceSpans(0).getScopeSpans(0).getSpans(0);
    byte[] deep =
        span.toBuilder().addAttributes(attribute("deep").setValue(value)).build().toByteArray();

    Unpacked unpacked = reader(Encoding.PROTO).read(nested(deep, span.toByteArray()));

    assertThat(unpacked.spans()).hasSize(1);
    assertThat(unpacked.badSpans()).hasSize(1);
  }

  @Test
  void mixedTraces_areToldApart() throws Exception {
    Unpacked unpacked =
        read(record(GOOD.formatted(""), GOOD.formatted("").replace("0AF7", "1AF7")));

    assertThat(unpacked.spans())
        .extracting(parcel -> parcel.span().traceId().substring(0, 4))
        .containsExactly("0af7", "1af7");
  }

  @Test
  void bothEncodings_giveEqualSpans() throws Exception {
    Path captures = Path.of("src/test/resources/otlp/captures");
    for (int i = 1; i <= 7; i++) {
      List<Span> json = spans(captures.resolve("collector-json-" + i + ".json"));
      List<Span> proto = spans(captures.resolve("collector-proto-1.binpb"));

      assertThat(json).isNotEmpty().allMatch(proto::contains);
    }
  }

  @Test
  void parcel_isReadAsItWasWritten() throws Exception {
    for (Parcel parcel : read(record(GOOD.formatted(", \"name\": \"x\""))).spans()) {
      assertThat(OtlpReader.unpack(parcel.bytes()).span()).isEqualTo(parcel.span());
      // Messages of Protobuf one after the other are one.
      ByteString once = ByteString.copyFrom(parcel.bytes());
      assertThat(reader(Encoding.PROTO).read(once.concat(once).toByteArray()).spans())
          .extracting(Parcel::span)
          .containsExactly(parcel.span(), parcel.span());
    }
    assertThatThrownBy(() -> OtlpReader.unpack(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void spanWithoutModel_keepsOnlyWhatIsLookedFor() throws Exception {
    Span span =
        only(
            GOOD.formatted(
                """
                , "attributes": [
                  {"key": "db.statement", "value": {"stringValue": "select"}},
                  {"key": "session.id", "value": {"stringValue": "s"}}]"""));

    assertThat(span.attributes()).containsOnlyKeys("session.id");
  }

  @Test
  void emptyRecord_holdsNoSpans() throws Exception {
    assertThat(reader(Encoding.AUTO).read(new byte[0]).spans()).isEmpty();
    assertThat(read("{}").spans()).isEmpty();
  }

  private static KeyValue.Builder attribute(String key) {
    return KeyValue.newBuilder().setKey(key);
  }

  private static TracesData proto() {
    return TracesData.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .addScopeSpans(
                    ScopeSpans.newBuilder()
                        .addSpans(
                            io.opentelemetry.proto.trace.v1.Span.newBuilder()
                                .setTraceId(ByteString.copyFrom(new byte[16], 0, 15).concat(one()))
                                .setSpanId(ByteString.copyFrom(new byte[8], 0, 7).concat(one()))
                                .setName("span"))))
        .build();
  }

  private static ByteString one() {
    return ByteString.copyFrom(new byte[] {1});
  }

  /// The outer messages around spans that are bytes.
  private static byte[] nested(byte[]... spans) throws IOException {
    byte[] inner = field(2, spans);
    return field(1, field(2, inner));
  }

  private static byte[] field(int number, byte[]... values) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream output = CodedOutputStream.newInstance(bytes);
    for (byte[] value : values) {
      output.writeByteArray(number, value);
    }
    output.flush();
    return bytes.toByteArray();
  }

  private static void assertReason(String record, String reason) {
    assertThatThrownBy(() -> read(record))
        .isInstanceOfSatisfying(
            BadRecordException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static OtlpReader reader(Encoding encoding) {
    return new OtlpReader(encoding, WORTH);
  }

  private static String record(String... spans) {
    return "{\"resourceSpans\": [{\"scopeSpans\": [{\"spans\": [%s]}]}]}"
        .formatted(String.join(", ", spans));
  }

  private static Unpacked read(String json) throws BadRecordException {
    return reader(Encoding.AUTO).read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static Span only(String span) throws BadRecordException {
    Unpacked unpacked = read(record(span));
    assertThat(unpacked.badSpans()).isEmpty();
    return unpacked.spans().getFirst().span();
  }

  private static List<Span> spans(Path file) throws Exception {
    return reader(Encoding.AUTO).read(Files.readAllBytes(file)).spans().stream()
        .map(Parcel::span)
        .toList();
  }
}
