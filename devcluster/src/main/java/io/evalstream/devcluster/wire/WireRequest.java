package io.evalstream.devcluster.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;

/// A request that has come to its end.
///
/// Its body belongs to whoever handles it; nobody else keeps it.
public final class WireRequest {

  private final RequestHead head;
  private final byte[] body;

  WireRequest(RequestHead head, byte[] body) {
    this.head = head;
    this.body = body;
  }

  /// Method and path, without the query: `GET /health`.
  public String route() {
    return head.method() + ' ' + head.path();
  }

  /// The value of a header, whatever the case of its name.
  public Optional<String> header(String name) {
    return head.header(name);
  }

  public byte[] body() {
    return body;
  }

  /// The body as text.
  public String text() {
    return new String(body, UTF_8);
  }
}
