package io.evalstream.otlp.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Reads OTLP in JSON [1]: ids are hexadecimal, whole numbers of 64 bits may be texts, enums are
/// numbers or names, and unknown fields are ignored.
///
/// [1] https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
final class JsonRecord {

  // Less than the depth that Protobuf reads, so that what was read can be written and read again.
  private static final int DEEPEST = 100;
  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private JsonRecord() {}

  /// @throws BadRecordException when it is no JSON, or the outer objects are not those of OTLP
  static List<RawSpan> read(byte[] bytes) throws BadRecordException {
    JsonNode root;
    try {
      root = JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw new BadRecordException("not_json", e.getOriginalMessage());
    } catch (IOException e) {
      throw new BadRecordException("not_json", String.valueOf(e.getMessage()));
    }
    List<RawSpan> spans = new ArrayList<>();
    for (JsonNode resourceSpans : list(root, "resourceSpans", "resource_spans")) {
      Resource resource = resource(resourceSpans.path("resource"));
      for (JsonNode scopeSpans : list(resourceSpans, "scopeSpans", "scope_spans")) {
        list(scopeSpans, "spans", "spans").forEach(span -> spans.add(span(resource, span)));
      }
    }
    return spans;
  }

  private static JsonNode list(JsonNode parent, String name, String otherName)
      throws BadRecordException {
    JsonNode list = parent.has(name) ? parent.path(name) : parent.path(otherName);
    if (!list.isArray() && !list.isMissingNode() && !list.isNull()) {
      throw new BadRecordException("invalid_json", name + ": must be a list");
    }
    return list;
  }

  private static Resource resource(JsonNode json) throws BadRecordException {
    Resource.Builder resource = Resource.newBuilder();
    if (!json.isMissingNode() && !json.isNull()) {
      try {
        JsonMessage.read(json, resource, "resource");
      } catch (BadSpanException e) {
        throw new BadRecordException("invalid_json", String.valueOf(e.getMessage()));
      }
    }
    return resource.build();
  }

  private static RawSpan span(Resource resource, JsonNode json) {
    try {
      Span.Builder span = Span.newBuilder();
      JsonMessage.read(json, span, "span");
      return new RawSpan.Whole(resource, span.build());
    } catch (BadSpanException e) {
      return new RawSpan.Broken(String.valueOf(e.getMessage()));
    }
  }
}
