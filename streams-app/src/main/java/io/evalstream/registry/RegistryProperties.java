package io.evalstream.registry;

import io.evalstream.config.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// Properties in Kafka's way, read into a [RegistryConfig]; collects every problem.
final class RegistryProperties {

  private static final String URLS = "schema.registry.url";
  private static final String BASIC_SOURCE = "basic.auth.credentials.source";
  private static final String BASIC_USER = "basic.auth.user.info";
  private static final String BEARER_SOURCE = "bearer.auth.credentials.source";
  private static final String BEARER_TOKEN = "bearer.auth.token";

  private static final String INSTEAD = "; Confluent's own serde knows it";
  private static final List<String> UNSUPPORTED =
      List.of(
          "use.schema.id",
          "use.schema.guid",
          "key.schema.id.serializer",
          "value.schema.id.serializer",
          "proxy.host");
  private static final String TLS_PREFIX = "schema.registry.ssl.";

  private final Map<String, ?> properties;
  private final List<String> problems = new ArrayList<>();

  RegistryProperties(Map<String, ?> properties) {
    this.properties = properties;
  }

  RegistryConfig read(boolean isKey) {
    String side = isKey ? "key" : "value";
    List<Endpoint> endpoints = endpoints();
    Map<String, String> headers = headers();
    Patience patience = patience();
    SchemaUse use =
        new SchemaUse(
            truth("auto.register.schemas", true),
            truth("use.latest.version", false),
            truth("normalize.schemas", false),
            strategy(side + ".subject.name.strategy"),
            type("specific.avro." + side + ".type"));
    refuseUnsupported();
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    return new RegistryConfig(endpoints, headers, patience, use);
  }

  private List<Endpoint> endpoints() {
    Optional<Secret> shared = bearer().or(this::basic);
    List<Endpoint> endpoints = new ArrayList<>();
    for (String url : text(URLS).orElse("").split(",", -1)) {
      if (!url.isBlank()) {
        endpoint(url.strip(), shared).ifPresent(endpoints::add);
      }
    }
    if (endpoints.isEmpty() && problems.isEmpty()) {
      problem(URLS, "must be given, such as http://localhost:8081");
    }
    return endpoints;
  }

  private Optional<Endpoint> endpoint(String url, Optional<Secret> shared) {
    try {
      URI given = URI.create(url);
      boolean web = "http".equals(given.getScheme()) || "https".equals(given.getScheme());
      if (web && given.getHost() != null) {
        Optional<Secret> own = Optional.ofNullable(given.getUserInfo()).map(this::basic);
        return Optional.of(new Endpoint(base(given), shared.or(() -> own)));
      }
    } catch (IllegalArgumentException malformed) {
      // Told below, without the text: it may hold a password.
    }
    problem(URLS, "must be http:// or https:// and a host, for each URL");
    return Optional.empty();
  }

  private static URI base(URI given) {
    String port = given.getPort() < 0 ? "" : ":" + given.getPort();
    String path = given.getPath().replaceAll("/+$", "");
    return URI.create(given.getScheme() + "://" + given.getHost() + port + path);
  }

  private Optional<Secret> basic() {
    String source = text(BASIC_SOURCE).orElse("URL");
    return switch (source) {
      case "URL" -> Optional.empty();
      case "USER_INFO" -> required(BASIC_USER, BASIC_SOURCE, source).map(this::basic);
      default -> {
        problem(BASIC_SOURCE, "must be URL or USER_INFO, was " + source + INSTEAD);
        yield Optional.empty();
      }
    };
  }

  private Secret basic(String userInfo) {
    byte[] bytes = userInfo.getBytes(StandardCharsets.UTF_8);
    return new Secret("Basic " + Base64.getEncoder().encodeToString(bytes));
  }

  private Optional<Secret> bearer() {
    String source = text(BEARER_SOURCE).orElse("");
    return switch (source) {
      case "" -> Optional.empty();
      case "STATIC_TOKEN" ->
          required(BEARER_TOKEN, BEARER_SOURCE, source).map(token -> new Secret("Bearer " + token));
      default -> {
        problem(BEARER_SOURCE, "must be STATIC_TOKEN, was " + source + INSTEAD);
        yield Optional.empty();
      }
    };
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    text("bearer.auth.logical.cluster").ifPresent(id -> headers.put("target-sr-cluster", id));
    text("bearer.auth.identity.pool.id")
        .ifPresent(id -> headers.put("Confluent-Identity-Pool-Id", id));
    return headers;
  }

  private Patience patience() {
    return new Patience(
        Duration.ofMillis(number("http.connect.timeout.ms", 60_000, 1)),
        Duration.ofMillis(number("http.read.timeout.ms", 60_000, 1)),
        number("max.retries", 3, 0),
        Duration.ofMillis(number("retries.wait.ms", 1_000, 0)),
        Duration.ofMillis(number("retries.max.wait.ms", 20_000, 0)));
  }

  private SubjectStrategy strategy(String key) {
    Optional<String> name = text(key);
    Optional<SubjectStrategy> known = name.flatMap(SubjectStrategy::named);
    if (name.isPresent() && known.isEmpty()) {
      problem(key, "must be one of " + SubjectStrategy.choices() + ", was " + name.get());
    }
    return known.orElse(SubjectStrategy.TOPIC_NAME);
  }

  private @Nullable Class<? extends SpecificRecord> type(String key) {
    Object given = properties.get(key);
    if (given == null) {
      return null;
    }
    try {
      Class<?> type = given instanceof Class<?> known ? known : Class.forName(given.toString());
      return type.asSubclass(SpecificRecord.class);
    } catch (ClassNotFoundException | ClassCastException unusable) {
      problem(key, "must be a class generated from an Avro record, was " + given);
      return null;
    }
  }

  private void refuseUnsupported() {
    for (String key : properties.keySet().stream().sorted().collect(Collectors.toList())) {
      if (UNSUPPORTED.contains(key)) {
        problem(key, "is not supported" + INSTEAD);
      } else if (key.startsWith(TLS_PREFIX)) {
        problem(key, "is not supported; set -Djavax.net.ssl.trustStore for the JVM instead");
      }
    }
  }

  private boolean truth(String key, boolean otherwise) {
    String text = text(key).orElse(Boolean.toString(otherwise));
    if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
      problem(key, "must be true or false, was " + text);
    }
    return text.equalsIgnoreCase("true");
  }

  private int number(String key, int otherwise, int min) {
    String text = text(key).orElse(Integer.toString(otherwise));
    try {
      int number = Integer.parseInt(text);
      if (number >= min) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Told below.
    }
    problem(key, "must be a whole number from " + min + " on, was " + text);
    return otherwise;
  }

  private Optional<String> required(String key, String because, String value) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      problem(key, "must be given when " + because + " is " + value);
    }
    return text;
  }

  private Optional<String> text(String key) {
    return switch (properties.get(key)) {
      case null -> Optional.empty();
      case Class<?> type -> Optional.of(type.getName());
      // How Kafka holds a parsed list.
      case List<?> many ->
          Optional.of(many.stream().map(String::valueOf).collect(Collectors.joining(",")));
      case Secret secret -> Optional.of(secret.reveal());
      case Object other -> Optional.of(other.toString().strip()).filter(text -> !text.isEmpty());
    };
  }

  private void problem(String key, String rule) {
    problems.add(key + ": " + rule);
  }
}
