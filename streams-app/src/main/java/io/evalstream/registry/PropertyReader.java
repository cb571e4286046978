package io.evalstream.registry;

import io.evalstream.config.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Properties as Kafka passes them on: texts, or values that were parsed already. Collects every
/// problem; a problem never tells the value of a secret.
final class PropertyReader {

  private final Map<String, ?> properties;
  private final List<String> problems = new ArrayList<>();

  PropertyReader(Map<String, ?> properties) {
    this.properties = properties;
  }

  Map<String, ?> all() {
    return properties;
  }

  List<String> problems() {
    return problems;
  }

  void problem(String key, String rule) {
    problems.add(key + ": " + rule);
  }

  Optional<String> text(String key) {
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

  /// A value that another one asks for.
  Optional<String> required(String key, String because, String value) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      problem(key, "must be given when " + because + " is " + value);
    }
    return text;
  }

  boolean truth(String key, boolean otherwise) {
    String text = text(key).orElse(Boolean.toString(otherwise));
    if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
      problem(key, "must be true or false, was " + text);
    }
    return text.equalsIgnoreCase("true");
  }

  int number(String key, int otherwise, int min) {
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

  Duration millis(String key, int otherwise, int min) {
    return Duration.ofMillis(number(key, otherwise, min));
  }

  /// An address of the web; null, and a problem without the text, when it is none: it may hold a
  /// password.
  @Nullable URI address(String key, String text) {
    try {
      URI given = URI.create(text);
      boolean web = "http".equals(given.getScheme()) || "https".equals(given.getScheme());
      if (web && given.getHost() != null) {
        return given;
      }
    } catch (IllegalArgumentException malformed) {
      // Told below.
    }
    problem(key, "must be http:// or https:// and a host, for each URL");
    return null;
  }

  /// Such an address as it may be told: without user, password and query.
  static String shown(URI address) {
    String port = address.getPort() < 0 ? "" : ":" + address.getPort();
    return address.getScheme() + "://" + address.getHost() + port + address.getRawPath();
  }
}
