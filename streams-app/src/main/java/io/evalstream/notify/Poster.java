package io.evalstream.notify;

import io.evalstream.config.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Posts JSON. What comes back is short and holds no secret of the channel. Safe for use by many
/// threads.
///
/// @param secrets that are taken out of whatever comes back
record Poster(HttpClient http, List<Secret> secrets) {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final int LONGEST_BODY = 64 * 1024;
  private static final int SHORTEST_SECRET = 4;

  static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT_TIMEOUT)
        .build();
  }

  /// @param headers beside the type of the content
  Reply post(URI url, Map<String, String> headers, String body, Duration timeout)
      throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(timeout)
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(BodyPublishers.ofString(body));
    headers.forEach(request::setHeader);
    try {
      HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
      return new Reply.Answer(
          response.statusCode(),
          withoutSecrets(text(response.body())).strip(),
          RetryAfter.of(response.headers()));
    } catch (HttpTimeoutException late) {
      return new Reply.None("timeout", "no answer within " + timeout);
    } catch (IOException failure) {
      return new Reply.None("no_connection", withoutSecrets(failure.toString()));
    }
  }

  private static String text(InputStream body) throws IOException {
    try (body) {
      return new String(body.readNBytes(LONGEST_BODY), StandardCharsets.UTF_8);
    }
  }

  /// The longest first: one may be a part of another.
  private String withoutSecrets(String text) {
    TreeSet<String> longestFirst =
        new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(it -> it));
    secrets.forEach(secret -> longestFirst.add(secret.reveal()));
    String told = text;
    for (String secret : longestFirst) {
      if (secret.length() >= SHORTEST_SECRET) {
        told = told.replace(secret, "***");
      }
    }
    return told;
  }
}
