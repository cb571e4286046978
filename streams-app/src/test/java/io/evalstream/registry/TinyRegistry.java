package io.evalstream.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// The part of a schema registry that a client uses, in memory, with faults on order.
final class TinyRegistry implements AutoCloseable {

  record Request(String line, Map<String, List<String>> headers) {
    String header(String name) {
      return headers.getOrDefault(name, List.of()).stream().findFirst().orElse(null);
    }
  }

  private record Reply(int status, String body, long delayMillis) {}

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpServer server;
  private final Map<Integer, ObjectNode> schemas = new LinkedHashMap<>();
  private final Map<String, Integer> latest = new LinkedHashMap<>();
  private final Deque<Reply> ordered = new ArrayDeque<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  TinyRegistry() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  List<Request> requests() {
    return requests;
  }

  /// The next request is answered with this, whatever it asks.
  synchronized TinyRegistry answersNext(int status, String body) {
    ordered.add(new Reply(status, body, 0));
    return this;
  }

  synchronized TinyRegistry answersNextAfter(long delayMillis) {
    ordered.add(new Reply(200, "{}", delayMillis));
    return this;
  }

  synchronized int holds(String subject, String schema) {
    return holds(subject, schema, "AVRO");
  }

  synchronized int holds(String subject, String schema, String type) {
    ObjectNode entry = MAPPER.createObjectNode().put("schema", schema).put("schemaType", type);
    int id = idOf(schema);
    if (id < 0) {
      id = schemas.size() + 1;
      schemas.put(id, entry);
    }
    latest.put(subject, id);
    return id;
  }

  /// The entry behind an id, to be changed by a test.
  synchronized ObjectNode entry(int id) {
    return schemas.get(id);
  }

  static UUID guid(int id) {
    return new UUID(0x1234, id);
  }

  private int idOf(String schema) {
    return schemas.entrySet().stream()
        .filter(e -> e.getValue().get("schema").asText().equals(schema))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(-1);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    requests.add(new Request(line, Map.copyOf(exchange.getRequestHeaders())));
    byte[] body = exchange.getRequestBody().readAllBytes();
    Reply reply = reply(line, new String(body, StandardCharsets.UTF_8));
    pause(reply.delayMillis());
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized Reply reply(String line, String body) throws IOException {
    Reply order = ordered.poll();
    if (order != null) {
      return order;
    }
    String[] parts = line.split("[ /?]+");
    return switch (parts[1]) {
      case "subjects" -> subjects(parts, body);
      case "schemas" -> schema(parts);
      default -> notFound(404);
    };
  }

  private Reply subjects(String[] parts, String body) throws IOException {
    if (parts[0].equals("GET") && parts.length > 4) {
      Integer id = parts[4].equals("latest") ? latest.get(parts[2]) : Integer.valueOf(parts[4]);
      return id == null ? notFound(40401) : found(id);
    }
    if (parts[0].equals("GET")) {
      return new Reply(200, MAPPER.writeValueAsString(latest.keySet()), 0);
    }
    String schema = MAPPER.readTree(body).get("schema").asText();
    boolean register = parts.length > 3 && parts[3].equals("versions");
    int id = register ? holds(parts[2], schema) : idOf(schema);
    return id < 0 ? notFound(40403) : found(id);
  }

  private Reply schema(String[] parts) {
    if (parts[2].equals("ids")) {
      return found(Integer.parseInt(parts[3]));
    }
    return found((int) UUID.fromString(parts[3]).getLeastSignificantBits());
  }

  private Reply found(int id) {
    ObjectNode entry = schemas.get(id);
    return entry == null
        ? notFound(40403)
        : new Reply(200, Objects.requireNonNull(entry).deepCopy().put("id", id).toString(), 0);
  }

  private static Reply notFound(int code) {
    return new Reply(404, "{\"error_code\": " + code + ", \"message\": \"not found\"}", 0);
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
