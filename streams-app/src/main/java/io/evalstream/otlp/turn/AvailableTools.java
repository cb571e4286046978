package io.evalstream.otlp.turn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The tools that a model could call, as one list in JSON, whichever way they were told.
final class AvailableTools {

  private AvailableTools() {}

  static Found of(JsonNode value) {
    JsonNode structure = JsonText.structure(value);
    if (structure == null || !structure.isArray()) {
      return Sources.plain(value);
    }
    ArrayNode tools = JsonNodeFactory.instance.arrayNode();
    structure.forEach(element -> tools.add(tool(element)));
    return tools.isEmpty() ? new Found.Nothing() : Found.of(tools.toString());
  }

  /// OpenInference has `{"tool": {"json_schema": "{...}"}}`, OpenLLMetry `parameters` as a text.
  private static JsonNode tool(JsonNode element) {
    JsonNode inner = element.path("tool").path("json_schema");
    JsonNode given = inner.isMissingNode() ? element : inner;
    JsonNode tool = JsonText.unfolded(given);
    JsonNode parameters = JsonText.structure(tool.path("parameters"));
    return tool instanceof ObjectNode object && parameters != null
        ? object.deepCopy().set("parameters", parameters)
        : tool;
  }
}
