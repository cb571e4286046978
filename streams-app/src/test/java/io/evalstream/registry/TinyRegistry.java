package io.evalstream.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
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
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/// The part of a schema registry that a client uses, in memory, with faults on order.
final class TinyRegistry implements AutoCloseable {

  record Request(String line, Map<String, List<String>> headers) {
    String header(String name) {
      return headers.getOrDefault(name, List.of()).stream().findFirst().orElse(null);
    }
  }

  private record Reply(int status, String body, long delayMillis) {}

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private HttpServer server;
  private final Map<Integer, ObjectNode> schemas = new LinkedHashMap<>();
  private final Map<String, Integer> latest = new LinkedHashMap<>();
  private final Map<String, List<String>> associations = new LinkedHashMap<>();
  private final Deque<Reply> ordered = new ArrayDeque<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  private @Nullable String required;

  TinyRegistry() {
    this(TinyRegistry::plain);
  }

  /// With TLS.
  ///
  /// @param knowsClients whether a client must show a certificate
  TinyRegistry(SSLContext tls, boolean knowsClients) {
    this(() -> secure(tls, knowsClients));
  }

  private interface Opening {
    HttpServer open() throws IOException;
  }

  private TinyRegistry(Opening opening) {
    try {
      server = opening.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    serve();
  }

  private void serve() {
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  /// On the port that it had before it was closed.
  void opensAgain() throws IOException {
    server = HttpServer.create(server.getAddress(), 0);
    serve();
  }

  private static HttpServer plain() throws IOException {
    return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  private static HttpServer secure(SSLContext tls, boolean knowsClients) throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(tls) {
          @Override
          public void configure(HttpsParameters connection) {
            SSLParameters parameters = tls.getDefaultSSLParameters();
            parameters.setNeedClientAuth(knowsClients);
            connection.setSSLParameters(parameters);
          }
        });
    return server;
  }

  String url() {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return scheme + "://localhost:" + server.getAddress().getPort();
  }

  /// From now on, only who sends this header `Authorization` is let in.
  synchronized TinyRegistry requires(String authorization) {
    required = authorization;
    return this;
  }

  synchronized TinyRegistry associates(String topic, String... with) {
    associations.put(topic, List.of(with));
    return this;
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
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    Reply reply =
        isLetIn(authorization)
            ? reply(line, new String(body, StandardCharsets.UTF_8))
            : new Reply(
                401, "{\"error_code\": 401, \"message\": \"not " + authorization + "\"}", 0);
    pause(reply.delayMillis());
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized boolean isLetIn(@Nullable String authorization) {
    return required == null || required.equals(authorization);
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
      case "associations" -> associated(parts[4]);
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

  private Reply associated(String topic) {
    List<String> with = associations.get(topic);
    if (with == null) {
      return new Reply(404, "{\"error_code\": 404, \"message\": \"HTTP 404 Not Found\"}", 0);
    }
    ArrayNode body = MAPPER.createArrayNode();
    with.forEach(subject -> body.addObject().put("subject", subject));
    return new Reply(200, body.toString(), 0);
  }

  private Reply found(int id) {
    ObjectNode entry = schemas.get(id);
    return entry == null ? notFound(40403) : new Reply(200, answer(entry, id).toString(), 0);
  }

  private static ObjectNode answer(ObjectNode entry, int id) {
    return entry.deepCopy().put("id", id).put("guid", guid(id).toString());
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
