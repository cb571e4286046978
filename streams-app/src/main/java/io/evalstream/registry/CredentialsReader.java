package io.evalstream.registry;

import io.evalstream.config.Secret;
import io.evalstream.config.SecretHeaders;
import io.evalstream.topic.JaasLogin;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads how to prove to the registry who asks: `basic.auth.*` and `bearer.auth.*`.
final class CredentialsReader {

  private static final String BASIC_SOURCE = "basic.auth.credentials.source";
  private static final String BASIC_USER = "basic.auth.user.info";
  private static final String BASIC_USER_LONG = "schema.registry.basic.auth.user.info";
  private static final String BEARER_SOURCE = "bearer.auth.credentials.source";
  private static final String BEARER_TOKEN = "bearer.auth.token";
  private static final String ISSUER = "bearer.auth.issuer.endpoint.url";
  private static final String CLIENT_ID = "bearer.auth.client.id";
  private static final String CLIENT_SECRET = "bearer.auth.client.secret";
  private static final String JAAS = "sasl.jaas.config";
  private static final String SASL_ISSUER = "sasl.oauthbearer.token.endpoint.url";

  private final PropertyReader properties;

  CredentialsReader(PropertyReader properties) {
    this.properties = properties;
  }

  /// The value of the header `Authorization` for all URLs; a URL may have its own when there is
  /// none.
  Optional<Secret> authorization() {
    return switch (bearerSource()) {
      case "STATIC_TOKEN" -> fixedToken();
      case "" -> basicOfAll();
      default -> Optional.empty();
    };
  }

  private Optional<Secret> fixedToken() {
    Optional<String> token = properties.required(BEARER_TOKEN, BEARER_SOURCE, "STATIC_TOKEN");
    Optional<Secret> bearer = token.flatMap(CredentialsReader::bearer);
    if (token.isPresent() && bearer.isEmpty()) {
      properties.problem(BEARER_TOKEN, "must be one line of printable ASCII characters");
    }
    return bearer;
  }

  /// Where the token comes from when it is not a fixed one.
  @Nullable TokenRequest tokens() {
    String source = bearerSource();
    return switch (source) {
      case "", "STATIC_TOKEN" -> null;
      case "OAUTHBEARER" ->
          tokens(
              properties.required(ISSUER, BEARER_SOURCE, source),
              ISSUER,
              properties.required(CLIENT_ID, BEARER_SOURCE, source),
              properties.required(CLIENT_SECRET, BEARER_SOURCE, source),
              properties.text("bearer.auth.scope"));
      case "SASL_OAUTHBEARER_INHERIT" -> inherited(source);
      default -> {
        properties.problem(
            BEARER_SOURCE,
            "must be STATIC_TOKEN, OAUTHBEARER or SASL_OAUTHBEARER_INHERIT, was "
                + source
                + "; Confluent's own serde knows it");
        yield null;
      }
    };
  }

  private String bearerSource() {
    return properties.text(BEARER_SOURCE).orElse("");
  }

  private @Nullable TokenRequest inherited(String source) {
    JaasLogin login = login(BEARER_SOURCE, source);
    Optional<String> id = login.option("clientId");
    Optional<String> secret = login.option("clientSecret");
    if (id.isEmpty() || secret.isEmpty()) {
      properties.problem(
          JAAS, "must have clientId and clientSecret when " + BEARER_SOURCE + " is " + source);
    }
    return tokens(
        properties.required(SASL_ISSUER, BEARER_SOURCE, source),
        SASL_ISSUER,
        id,
        secret,
        login.option("scope"));
  }

  private @Nullable TokenRequest tokens(
      Optional<String> issuer,
      String issuerKey,
      Optional<String> id,
      Optional<String> secret,
      Optional<String> scope) {
    URI address = issuer.map(text -> properties.address(issuerKey, text)).orElse(null);
    if (address == null || id.isEmpty() || secret.isEmpty()) {
      return null;
    }
    int buffer = properties.number("bearer.auth.cache.expiry.buffer.seconds", 300, 0);
    return new TokenRequest(
        address,
        id.get(),
        new Secret(secret.get()),
        scope.orElse(null),
        Duration.ofSeconds(buffer));
  }

  private Optional<Secret> basicOfAll() {
    String source = properties.text(BASIC_SOURCE).orElse("URL");
    return switch (source) {
      case "URL" -> Optional.empty();
      case "USER_INFO" ->
          properties
              .text(BASIC_USER_LONG)
              .or(() -> properties.required(BASIC_USER, BASIC_SOURCE, source))
              .map(CredentialsReader::basic);
      case "SASL_INHERIT" -> basicOfSasl(source);
      default -> {
        properties.problem(
            BASIC_SOURCE,
            "must be URL, USER_INFO or SASL_INHERIT, was "
                + source
                + "; Confluent's own serde knows it");
        yield Optional.empty();
      }
    };
  }

  private Optional<Secret> basicOfSasl(String source) {
    JaasLogin login = login(BASIC_SOURCE, source);
    Optional<String> user = login.option("username");
    Optional<String> password = login.option("password");
    if (user.isEmpty() || password.isEmpty()) {
      properties.problem(
          JAAS, "must have username and password when " + BASIC_SOURCE + " is " + source);
      return Optional.empty();
    }
    return Optional.of(basic(user.get() + ":" + password.get()));
  }

  private JaasLogin login(String key, String source) {
    return JaasLogin.parse(properties.required(JAAS, key, source).orElse(""));
  }

  /// The header for `user:password`.
  static Secret basic(String userInfo) {
    byte[] bytes = userInfo.getBytes(StandardCharsets.UTF_8);
    return new Secret("Basic " + Base64.getEncoder().encodeToString(bytes));
  }

  /// The header for a token; nothing for what cannot be one. The JDK refuses it in a header, and
  /// its message shows the whole value.
  static Optional<Secret> bearer(String token) {
    boolean fits = SecretHeaders.fits(token) && token.chars().noneMatch(Character::isISOControl);
    return fits && !token.isEmpty() ? Optional.of(new Secret("Bearer " + token)) : Optional.empty();
  }

  /// Headers of Confluent Cloud.
  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    properties
        .text("bearer.auth.logical.cluster")
        .ifPresent(id -> headers.put("target-sr-cluster", id));
    properties
        .text("bearer.auth.identity.pool.id")
        .ifPresent(id -> headers.put("Confluent-Identity-Pool-Id", id));
    return headers;
  }
}
