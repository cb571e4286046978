package io.evalstream.judgeclient;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/// A real HTTP server that plays an API: each request gets the next scene, the last one for ever.
final class ScriptedApi implements AutoCloseable {

  /// What the server does with one request.
  @FunctionalInterface
  interface Scene {
    void play(HttpExchange exchange) throws IOException;
  }

  /// What the server got.
  record Received(JsonNode body, Map<String, List<String>> headers) {

    String header(String name) {
      return headers.getOrDefault(name, List.of("")).getFirst();
    }

    String format() {
      return body.has("tools") ? "tool" : body.at("/response_format/type").asText("none");
    }
  }

  final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

  private final HttpServer server;
  private final ConcurrentLinkedDeque<Scene> scenes;
  private final CountDownLatch closed = new CountDownLatch(1);

  ScriptedApi(Scene... scenes) throws IOException {
    this.scenes = new ConcurrentLinkedDeque<>(List.of(scenes));
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/chat/completions", this::handle);
    server.createContext("/v1/messages", this::handle);
    server.start();
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  static Scene says(String content) {
    return completion(content, "stop");
  }

  static Scene completion(String content, String finishReason) {
    ObjectNode body = Json.MAPPER.createObjectNode().put("model", "judge-1-2026");
    ObjectNode choice = body.putArray("choices").addObject().put("finish_reason", finishReason);
    choice.putObject("message").put("role", "assistant").put("content", content).putNull("refusal");
    body.putObject("usage").put("prompt_tokens", 1000).put("completion_tokens", 100);
    return status(200, body.toString());
  }

  static Scene status(int status, String body, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      byte[] bytes = body.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    };
  }

  static Scene error(int status, String message, String code) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.putObject("error").put("message", message).put("code", code);
    return status(status, body.toString());
  }

  /// Sends the headers and a little of the body, then nothing.
  Scene hangsAfterHeaders() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 1000);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
      awaitClose();
    };
  }

  Scene isSilent() {
    return _ -> awaitClose();
  }

  /// Closes the connection without an answer.
  static Scene hangsUp() {
    return HttpExchange::close;
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    received.add(
        new Received(Json.MAPPER.readTree(body), Map.copyOf(exchange.getRequestHeaders())));
    next().play(exchange);
  }

  private synchronized Scene next() {
    return scenes.size() > 1 ? scenes.removeFirst() : scenes.getFirst();
  }

  void then(Scene scene) {
    scenes.add(scene);
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
