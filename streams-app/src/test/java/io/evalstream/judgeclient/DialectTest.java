package io.evalstream.judgeclient;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.judgeclient.Dialect.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialectTest {

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
    assertThat(Dialect.STRICTEST.after(error(message, "")))
        .contains(new Dialect(Format.JSON_OBJECT, Dialect.LIMIT_KEY));
  }

  @Test
  void paramNamesTheFormat_stepsDownWhateverTheMessage() {
    assertThat(Dialect.STRICTEST.after(error("no", "response_format.json_schema")))
        .contains(new Dialect(Format.JSON_OBJECT, Dialect.LIMIT_KEY));
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

    assertThat(Dialect.STRICTEST.after(ApiError.read(envelope.formatted(details))))
        .contains(new Dialect(Format.JSON_OBJECT, Dialect.LIMIT_KEY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Could not read 'What is a json_schema?'",
        "Too many messages; response_format was given",
        "Role not supported"
      })
  void errorAboutSomethingElse_changesNothing(String message) {
    assertThat(Dialect.STRICTEST.after(error(message, ""))).isEmpty();
  }

  @Test
  void echoedPrompt_changesNothing() {
    String echo = "Unknown role in: Which response_format do I need? " + "x".repeat(300);

    assertThat(Dialect.STRICTEST.after(error(echo, "messages"))).isEmpty();
    assertThat(Dialect.STRICTEST.after(error(echo, ""))).isEmpty();
  }

  private static ApiError error(String message, String param) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.putObject("error").put("message", message).put("param", param);
    return ApiError.read(body.toString());
  }
}
