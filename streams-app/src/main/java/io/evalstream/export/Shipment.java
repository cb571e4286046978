package io.evalstream.export;

import com.google.protobuf.ByteString;

/// One request in the making.
///
/// @param count of evaluations
/// @param body protobuf, not compressed
record Shipment(Signal signal, int count, ByteString body) {}
