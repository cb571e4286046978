package io.evalstream.http;

import io.evalstream.config.Secret;
import io.evalstream.config.Section;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where metrics, health and API are served.
///
/// @param port 0 takes any free one
/// @param token callers must send it as a bearer token; needed unless the host is loopback
/// @param metricsPort where metrics and health are served too, and nothing else; null for nowhere
public record HttpConfig(
    String host, int port, @Nullable Secret token, @Nullable Integer metricsPort) {

  private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "::1");

  /// One port for everything.
  public HttpConfig(String host, int port, @Nullable Secret token) {
    this(host, port, token, null);
  }

  public static HttpConfig read(Section section) {
    String host = section.string("host", "127.0.0.1");
    Secret token = section.secret("token").orElse(null);
    if (token == null && !LOOPBACK.contains(host)) {
      section.problem("token", "is required when http.host is not loopback", "none, for " + host);
    }
    int port = section.integer("port", 8080, 0, 65_535);
    Integer metricsPort =
        section.has("metrics_port") ? section.integer("metrics_port", 0, 0, 65_535) : null;
    if (metricsPort != null && metricsPort != 0 && metricsPort == port) {
      section.problem(
          "metrics_port", "must differ from http.port, or be left out", Integer.toString(port));
    }
    return new HttpConfig(host, port, token, metricsPort);
  }

  /// The port for metrics and health alone, where there is one.
  public Optional<HttpConfig> forMetrics() {
    return Optional.ofNullable(metricsPort).map(other -> new HttpConfig(host, other, token));
  }
}
