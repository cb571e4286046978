package io.evalstream.otlp.wire;

import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;

/// A span as it was sent, or what is wrong with it.
sealed interface RawSpan {

  /// It could be read.
  record Whole(Resource resource, Span span) implements RawSpan {}

  /// It could not.
  record Broken(String problem) implements RawSpan {}
}
