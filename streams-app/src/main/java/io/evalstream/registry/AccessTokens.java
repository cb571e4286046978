package io.evalstream.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.config.Secret;
import io.evalstream.registry.RegistryException.Reason;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Access tokens of an OAuth 2.0 issuer, by client credentials [1].
///
/// A token is used until shortly before its end, or until the registry refuses it. Safe for use by
/// many threads: one asks the issuer, the others wait for it.
///
/// [1] https://www.rfc-editor.org/rfc/rfc6749#section-4.4
final class AccessTokens {

  /// When the issuer does not say: what many give. A refused token is replaced in any case.
  private static final long USUAL_SECONDS = 3_600;

  private record Token(Secret authorization, Instant until) {}

  private final TokenRequest request;
  private final Exchange exchange;
  private final Duration timeout;
  private final InstantSource clock;

  // Guarded by this.
  private @Nullable Token token;

  AccessTokens(TokenRequest request, Exchange exchange, Duration timeout, InstantSource clock) {
    this.request = request;
    this.exchange = exchange;
    this.timeout = timeout;
    this.clock = clock;
  }

  /// The value of the header `Authorization`.
  synchronized Secret authorization() {
    Token known = token;
    if (known != null && clock.instant().isBefore(known.until())) {
      return known.authorization();
    }
    Token next = ask();
    token = next;
    return next.authorization();
  }

  /// Does not use this one again.
  synchronized void forget(Secret refused) {
    if (token != null && token.authorization().equals(refused)) {
      token = null;
    }
  }

  private Token ask() {
    HttpResponse<String> response;
    try {
      response = exchange.send(httpRequest());
    } catch (Exchange.NoAnswerException failure) {
      throw failure(Reason.UNREACHABLE, 0, "does not answer (" + failure.getMessage() + ")");
    }
    int status = response.statusCode();
    JsonNode body = RegistryAnswer.parsed(response.body());
    Optional<Secret> bearer = CredentialsReader.bearer(body.path("access_token").asText(""));
    if (RegistryAnswer.mayPass(status)) {
      throw failure(Reason.UNREACHABLE, status, "answered " + status);
    }
    if (status != 200 || bearer.isEmpty()) {
      throw failure(Reason.REFUSED, status, "answered " + status + error(body));
    }
    return new Token(bearer.get(), until(body));
  }

  private HttpRequest httpRequest() {
    String user = encoded(request.clientId()) + ":" + encoded(request.clientSecret().reveal());
    String scope = request.scope() == null ? "" : "&scope=" + encoded(request.scope());
    return HttpRequest.newBuilder(request.issuer())
        .timeout(timeout)
        .header("Accept", "application/json")
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Authorization", CredentialsReader.basic(user).reveal())
        .POST(BodyPublishers.ofString("grant_type=client_credentials" + scope))
        .build();
  }

  /// A short life is used to its half at least, however long the buffer is.
  private Instant until(JsonNode body) {
    long seconds = body.path("expires_in").asLong(USUAL_SECONDS);
    long used = Math.max(seconds - request.buffer().toSeconds(), seconds / 2);
    return clock.instant().plusSeconds(used);
  }

  /// One of the words of the standard, and nothing else of what the issuer says.
  private static String error(JsonNode body) {
    String error = body.path("error").asText("");
    return error.matches("[a-z_]{1,40}") ? " (" + error + ")" : " without a token";
  }

  private RegistryException failure(Reason reason, int status, String what) {
    return new RegistryException(
        reason,
        status,
        0,
        "the issuer of tokens for the schema registry, %s, %s; check bearer.auth.issuer.endpoint.url, bearer.auth.client.id, bearer.auth.client.secret and bearer.auth.scope"
            .formatted(PropertyReader.shown(request.issuer()), what));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
