package io.evalstream.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// An OAuth 2.0 issuer that gives `token-1`, `token-2` and so on, each for an hour.
final class TokenIssuer implements AutoCloseable {

  private record Answer(int status, String body) {}

  private final HttpServer server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile @Nullable Answer other;

  TokenIssuer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/token", this::handle);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/token";
  }

  /// Each as its header `Authorization`, a space, and its body.
  List<String> requests() {
    return requests;
  }

  void answers(int status, String body) {
    other = new Answer(status, body);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
    Answer answer = other;
    if (answer == null) {
      String token = "token-" + requests.size();
      answer = new Answer(200, "{\"access_token\": \"" + token + "\", \"expires_in\": 3600}");
    }
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
