package io.evalstream.http;

import io.evalstream.config.Secret;
import io.evalstream.config.Section;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where metrics, health and API are served.
///
/// @param port 0 takes any free one
/// @param token callers must send it as a bearer token; needed unless the host is loopback
public record HttpConfig(String host, int port, @Nullable Secret token) {

  private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "::1");

  public static HttpConfig read(Section section) {
    String host = section.string("host", "127.0.0.1");
    Secret token = section.secret("token").orElse(null);
    if (token == null && !LOOPBACK.contains(host)) {
      section.problem("token", "is required when http.host is not loopback", "none, for " + host);
    }
    return new HttpConfig(host, section.integer("port", 8080, 0, 65_535), token);
  }
}
