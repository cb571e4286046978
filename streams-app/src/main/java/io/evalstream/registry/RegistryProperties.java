package io.evalstream.registry;

import io.evalstream.config.Secret;
import io.evalstream.topic.ClientTls;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Properties in Kafka's way, read into a [RegistryConfig]; tells every problem at once.
final class RegistryProperties {

  private static final String URLS = "schema.registry.url";
  private static final String TLS_PREFIX = "schema.registry.";

  private final PropertyReader properties;

  RegistryProperties(Map<String, ?> properties) {
    this.properties = new PropertyReader(properties);
  }

  RegistryConfig read(boolean isKey) {
    CredentialsReader credentials = new CredentialsReader(properties);
    TokenRequest tokens = credentials.tokens();
    List<Endpoint> endpoints = endpoints(credentials.authorization());
    Patience patience = patience();
    SchemaUse use = new SchemaUseReader(properties, isKey ? "key" : "value").read();
    refuseUnknown();
    SSLContext tls = tls();
    if (!properties.problems().isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", properties.problems()));
    }
    return new RegistryConfig(endpoints, tokens, credentials.headers(), tls, patience, use);
  }

  private List<Endpoint> endpoints(Optional<Secret> shared) {
    List<Endpoint> endpoints = new ArrayList<>();
    for (String url : properties.text(URLS).orElse("").split(",", -1)) {
      URI given = url.isBlank() ? null : properties.address(URLS, url.strip());
      if (given != null) {
        Optional<Secret> own =
            Optional.ofNullable(given.getUserInfo()).map(CredentialsReader::basic);
        endpoints.add(new Endpoint(base(given), shared.or(() -> own)));
      }
    }
    if (endpoints.isEmpty() && properties.problems().isEmpty()) {
      properties.problem(URLS, "must be given, such as http://localhost:8081");
    }
    return endpoints;
  }

  private static URI base(URI given) {
    return URI.create(PropertyReader.shown(given).replaceAll("/+$", ""));
  }

  private Patience patience() {
    return new Patience(
        properties.millis("http.connect.timeout.ms", 60_000, 1),
        properties.millis("http.read.timeout.ms", 60_000, 1),
        properties.number("max.retries", 3, 0),
        properties.millis("retries.wait.ms", 1_000, 0),
        properties.millis("retries.max.wait.ms", 20_000, 0));
  }

  private void refuseUnknown() {
    properties.all().keySet().stream()
        .sorted()
        .forEach(key -> KnownKeys.problemOf(key).ifPresent(rule -> properties.problem(key, rule)));
  }

  private @Nullable SSLContext tls() {
    Map<String, Object> known = new HashMap<>(properties.all());
    known.keySet().retainAll(KnownKeys.SUPPORTED);
    try {
      return ClientTls.context(known, TLS_PREFIX).orElse(null);
    } catch (IllegalArgumentException unusable) {
      properties.problem(TLS_PREFIX + "ssl.*", String.valueOf(unusable.getMessage()));
      return null;
    }
  }
}
