package io.evalstream.devcluster.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// A plain HTTP client of a server under test.
public record Http(String url, HttpClient client) implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  public static Http of(String url) {
    return new Http(url, HttpClient.newHttpClient());
  }

  /// A reply that was read to its end.
  public record Reply(int status, String text, HttpResponse<String> raw) {

    public JsonNode json() {
      try {
        return JSON.readTree(text);
      } catch (IOException e) {
        throw new AssertionError("not JSON: " + text, e);
      }
    }

    public String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }
  }

  public Reply get(String path) throws Exception {
    return send("GET", path, "");
  }

  public Reply delete(String path) throws Exception {
    return send("DELETE", path, "");
  }

  public Reply post(String path, String body) throws Exception {
    return send("POST", path, body);
  }

  public Reply put(String path, String body) throws Exception {
    return send("PUT", path, body);
  }

  public Reply send(String method, String path, String body) throws Exception {
    return send(method, path, body, Duration.ofSeconds(20));
  }

  public Reply send(String method, String path, String body, Duration timeout) throws Exception {
    return send(request(method, path, body).timeout(timeout).build());
  }

  /// The same with a header.
  public Reply post(String path, String body, String header, String value) throws Exception {
    return send(
        request("POST", path, body).timeout(Duration.ofSeconds(20)).header(header, value).build());
  }

  private HttpRequest.Builder request(String method, String path, String body) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .method(method, BodyPublishers.ofString(body))
        .header("Content-Type", "application/json");
  }

  private Reply send(HttpRequest request) throws Exception {
    HttpResponse<String> raw = client.send(request, BodyHandlers.ofString());
    return new Reply(raw.statusCode(), raw.body(), raw);
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
