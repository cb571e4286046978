/// Avro records as bytes on topics, with their schemas in a schema registry.
///
/// Speaks the wire format and the REST API of Confluent's Schema Registry and reads the same
/// configuration keys, so either side can be Confluent's own.
@NullMarked
package io.evalstream.registry;

import org.jspecify.annotations.NullMarked;
