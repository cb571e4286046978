package io.evalstream.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.evalstream.registry.RegistryException.Reason;
import java.net.URI;
import java.net.http.HttpResponse;

/// What one URL of the registry answered, and what that means.
record RegistryAnswer(URI url, int status, JsonNode body) {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int SHOWN_CHARACTERS = 300;

  static RegistryAnswer of(Endpoint endpoint, HttpResponse<String> response) {
    int status = response.statusCode();
    String body = response.body();
    return new RegistryAnswer(
        endpoint.base(), status, parsed(status < 300 ? body : endpoint.withoutSecret(body)));
  }

  private static JsonNode parsed(String body) {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException notJson) {
      return MissingNode.getInstance();
    }
  }

  /// The body, when the registry did what it was asked.
  JsonNode orThrow() {
    if (status >= 200 && status < 300 && body.isContainerNode()) {
      return body;
    }
    throw new RegistryException(reason(), status, errorCode(), message());
  }

  private Reason reason() {
    if (status == 429 || status >= 500) {
      return Reason.UNREACHABLE;
    }
    // A proxy or a wrong path answers 404 too, but without a code of the registry.
    return status == 404 && errorCode() / 100 == 404 ? Reason.NOT_FOUND : Reason.REFUSED;
  }

  private int errorCode() {
    return body.path("error_code").asInt();
  }

  private String message() {
    String said = body.path("message").asText("").lines().findFirst().orElse("");
    String shown = said.length() > SHOWN_CHARACTERS ? said.substring(0, SHOWN_CHARACTERS) : said;
    String detail = shown.isEmpty() ? "" : " (" + errorCode() + ": " + shown + ")";
    return "schema registry " + url + " answered " + status + detail + "; " + whatToCheck();
  }

  private String whatToCheck() {
    return switch (status) {
      case 401, 403 -> "check basic.auth.user.info or bearer.auth.token, and what they may do";
      case 409 -> "the schema is not compatible with an earlier version of its subject";
      case 422 -> "the registry does not accept this schema or subject";
      case 429 -> "it is overloaded, check the limits of its host";
      default ->
          switch (reason()) {
            case UNREACHABLE -> "check the log of the registry";
            case NOT_FOUND ->
                "check that the schema is registered there, or set auto.register.schemas=true";
            case REFUSED, UNUSABLE ->
                "check schema.registry.url: this is not how a schema registry answers";
          };
    };
  }
}
