package io.evalstream.otlp.wire;

import io.evalstream.otlp.Span;

/// A span, and the bytes that it travels and is stored as: a message of OTLP in Protobuf that holds
/// it alone, so that any reader of OTLP understands it.
@SuppressWarnings("ArrayRecordComponent") // never compared, only carried
public record Parcel(Span span, byte[] bytes) {}
