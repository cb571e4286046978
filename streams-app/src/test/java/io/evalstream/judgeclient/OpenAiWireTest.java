package io.evalstream.judgeclient;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiWireTest {

  private final Wire wire = new OpenAiWire();
  private final Dialect strictest = wire.begin(Format.JSON_SCHEMA);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Invalid parameter: 'response_format' of type 'json_schema'",
        "This response_format type is unavailable now",
        "Unknown parameter: response_format",
        "json_schema is not supported",
        "This model does not support response format `json_schema`.",
        "response_format type must be one of \"text\" or \"json_object\""
      })
  void formatNotUnderstood_stepsDown(String message) {
    assertThat(wire.after(strictest, error(message, ""))).contains(strictest.with(Format.TOOL));
  }

  @Test
  void paramNamesTheFormat_stepsDownWhateverTheMessage() {
    assertThat(wire.after(strictest, error("no", "response_format.json_schema")))
        .contains(strictest.with(Format.TOOL));
  }

  /// The list of details repeats what was sent, so its message is a long one.
  @ParameterizedTest
  @ValueSource(strings = {"{\"detail\": %s}", "{\"message\": {\"detail\": %s}}"})
  void detailIsAboutTheFormat_stepsDown(String envelope) {
    String details =
        """
        [{"type": "extra_forbidden", "loc": ["body", "response_format"],
          "msg": "Extra inputs are not permitted", "input": "%s"}]"""
            .formatted("x".repeat(300));

    assertThat(wire.after(strictest, ApiError.read(envelope.formatted(details))))
        .contains(strictest.with(Format.TOOL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Could not read 'What is a json_schema?'",
        "Too many messages; response_format was given",
        "Role not supported"
      })
  void errorAboutSomethingElse_changesNothing(String message) {
    assertThat(wire.after(strictest, error(message, ""))).isEmpty();
  }

  @Test
  void echoedPrompt_changesNothing() {
    String echo = "Unknown role in: Which response_format do I need? " + "x".repeat(300);

    assertThat(wire.after(strictest, error(echo, "messages"))).isEmpty();
    assertThat(wire.after(strictest, error(echo, ""))).isEmpty();
  }

  @Test
  void ladder_hasEachRungOnce() {
    Dialect tool = strictest.with(Format.TOOL);
    Dialect object = strictest.with(Format.JSON_OBJECT);

    assertThat(wire.after(tool, error("tools is not supported", ""))).contains(object);
    assertThat(wire.after(tool, error("no", "tool_choice"))).contains(object);
    assertThat(wire.after(object, error("response_format is not supported", "")))
        .contains(strictest.with(Format.TEXT));
    assertThat(wire.after(strictest.with(Format.TEXT), error("no", "response_format"))).isEmpty();
  }

  private static ApiError error(String message, String param) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.putObject("error").put("message", message).put("param", param);
    return ApiError.read(body.toString());
  }
}
