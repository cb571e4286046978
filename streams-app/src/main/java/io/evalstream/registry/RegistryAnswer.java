package io.evalstream.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.evalstream.config.Secret;
import io.evalstream.config.SecretParts;
import io.evalstream.registry.RegistryException.Reason;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// What one URL of the registry answered, and what that means.
record RegistryAnswer(URI url, int status, JsonNode body) {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int SHOWN_CHARACTERS = 300;

  /// @param proof what the request was signed with: a refusal that repeats it is told without it
  static RegistryAnswer of(URI url, HttpResponse<String> response, Optional<Secret> proof) {
    int status = response.statusCode();
    List<String> secret =
        status < 300 ? List.of() : proof.map(RegistryAnswer::parts).orElse(List.of());
    return new RegistryAnswer(url, status, parsed(SecretParts.masked(response.body(), secret)));
  }

  /// The token, and the password that is encoded in it.
  private static List<String> parts(Secret proof) {
    String[] words = proof.reveal().split(" ", 2);
    String token = words[words.length - 1];
    if (!words[0].equals("Basic")) {
      return List.of(token);
    }
    String user = new String(Base64.getDecoder().decode(token), UTF_8);
    String password = user.substring(user.indexOf(':') + 1);
    return password.isEmpty() ? List.of(token) : List.of(token, password);
  }

  /// A missing node when the text is not JSON.
  static JsonNode parsed(String body) {
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
    if (mayPass(status)) {
      return Reason.UNREACHABLE;
    }
    // A proxy or a wrong path answers 404 too, but without a code of the registry.
    return status == 404 && errorCode() / 100 == 404 ? Reason.NOT_FOUND : Reason.REFUSED;
  }

  /// Overloaded or failing: another time the answer may be another one.
  static boolean mayPass(int status) {
    return status == 429 || status >= 500;
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
      case 401, 403 -> "check the credentials (basic.auth.*, bearer.auth.*), and what they may do";
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
