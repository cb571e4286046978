package io.evalstream.devcluster.registry;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/// An Avro schema in the one spelling that the registry compares and stores.
///
/// Whitespace and the order of attributes do not count, docs and defaults do.
///
/// @param text the canonical spelling
record AvroText(Schema schema, String text) {

  /// Parses a schema in any spelling.
  static AvroText parse(String schema) {
    if (schema.isBlank()) {
      throw RegistryFault.invalidSchema("Empty schema");
    }
    try {
      Schema parsed = new Schema.Parser().parse(schema);
      return new AvroText(parsed, parsed.toString());
    } catch (AvroRuntimeException e) {
      throw RegistryFault.invalidSchema("Invalid Avro schema, details: " + e.getMessage());
    }
  }
}
