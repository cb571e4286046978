package io.evalstream.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;

/// A schema as the registry holds it: the text of its source file, without marks for Java.
final class SchemaText {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String JAVA_STRING = "avro.java.string";

  private SchemaText() {}

  /// Generated classes mark each string as a Java string. That says nothing about the data, and
  /// with it the schema would not be the one that was registered from its source file.
  static String of(Schema schema) {
    try {
      JsonNode tree = MAPPER.readTree(schema.toString());
      withoutMarks(tree);
      // Parsing turns what is left of a marked string, {"type": "string"}, into "string".
      return new Schema.Parser().parse(tree.toString()).toString();
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a schema writes JSON", impossible);
    }
  }

  private static void withoutMarks(JsonNode tree) {
    if (tree instanceof ObjectNode object) {
      object.remove(JAVA_STRING);
    }
    tree.forEach(SchemaText::withoutMarks);
  }
}
