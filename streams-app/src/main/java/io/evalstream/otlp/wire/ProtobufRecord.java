package io.evalstream.otlp.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Reads `ExportTraceServiceRequest`, which has the same bytes as `TracesData`.
///
/// *How it works:* the outer messages are gone through by hand, so that a span with broken bytes
/// loses only itself. What is nested too deep is refused.
final class ProtobufRecord {

  private static final int RESOURCE_SPANS = TracesData.RESOURCE_SPANS_FIELD_NUMBER;
  private static final int RESOURCE = ResourceSpans.RESOURCE_FIELD_NUMBER;
  private static final int SCOPE_SPANS = ResourceSpans.SCOPE_SPANS_FIELD_NUMBER;
  // A span is written again inside of three other messages, and Protobuf reads a depth of 100.
  private static final int DEEPEST = 90;
  private static final int SPANS = ScopeSpans.SPANS_FIELD_NUMBER;

  private ProtobufRecord() {}

  /// @throws BadRecordException when the outer messages are broken
  static List<RawSpan> read(byte[] bytes) throws BadRecordException {
    try {
      List<RawSpan> spans = new ArrayList<>();
      for (ByteString resourceSpans : fields(ByteString.copyFrom(bytes), RESOURCE_SPANS)) {
        Resource resource = resource(resourceSpans);
        for (ByteString scopeSpans : fields(resourceSpans, SCOPE_SPANS)) {
          fields(scopeSpans, SPANS).forEach(span -> spans.add(span(resource, span)));
        }
      }
      return spans;
    } catch (IOException e) {
      throw new BadRecordException("undecodable", String.valueOf(e.getMessage()));
    }
  }

  /// A message that is given in parts is the parts together.
  private static Resource resource(ByteString resourceSpans) throws IOException {
    Resource.Builder resource = Resource.newBuilder();
    for (ByteString part : fields(resourceSpans, RESOURCE)) {
      resource.mergeFrom(part);
    }
    return resource.build();
  }

  private static RawSpan span(Resource resource, ByteString bytes) {
    try {
      CodedInputStream input = bytes.newCodedInput();
      input.setRecursionLimit(DEEPEST);
      Span.Builder span = Span.newBuilder().mergeFrom(input);
      input.checkLastTagWas(0);
      return new RawSpan.Whole(resource, span.build());
    } catch (IOException e) {
      return new RawSpan.Broken(String.valueOf(e.getMessage()));
    }
  }

  /// The messages in one field; other fields are passed over.
  private static List<ByteString> fields(ByteString message, int wanted) throws IOException {
    List<ByteString> found = new ArrayList<>();
    CodedInputStream input = message.newCodedInput();
    input.enableAliasing(true);
    for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
      boolean isMessage = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
      if (isMessage && WireFormat.getTagFieldNumber(tag) == wanted) {
        found.add(input.readBytes());
      } else if (!input.skipField(tag)) {
        throw new InvalidProtocolBufferException("a group ends that did not begin");
      }
    }
    return found;
  }
}
