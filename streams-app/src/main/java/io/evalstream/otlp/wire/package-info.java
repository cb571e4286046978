/// Reads spans from OTLP, in Protobuf and in JSON, and writes one span by itself.
@NullMarked
package io.evalstream.otlp.wire;

import org.jspecify.annotations.NullMarked;
