package io.evalstream.bench.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// A server on loopback that is asked a question now and then.
///
/// @param url its address, without a slash at the end
record JsonHttp(String url) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// @throws IOException when it does not answer
  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).build());
  }

  /// @throws IOException when it does not answer with 200 and JSON
  JsonNode getJson(String path) throws IOException, InterruptedException {
    return json(get(path));
  }

  /// @throws IOException when it does not answer with 200 and JSON
  JsonNode put(String path, String body) throws IOException, InterruptedException {
    return json(send(request(path).PUT(BodyPublishers.ofString(body)).build()));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE);
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    if (response.statusCode() != 200) {
      throw new IOException(response.uri() + " answered " + response.statusCode());
    }
    return JSON.readTree(response.body());
  }
}
