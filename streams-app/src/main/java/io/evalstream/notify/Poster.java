package io.evalstream.notify;

import io.evalstream.async.RetryAfter;
import io.evalstream.config.Secret;
import io.evalstream.config.SecretParts;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Posts JSON. What comes back is short and holds no secret of the channel. Safe for use by many
/// threads.
///
/// @param masked parts of secrets, which are taken out of whatever comes back
record Poster(HttpClient http, List<String> masked) {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final int LONGEST_BODY = 64 * 1024;

  /// @param secrets of the channel
  static Poster of(HttpClient http, List<Secret> secrets) {
    return new Poster(http, SecretParts.of(secrets));
  }

  static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT_TIMEOUT)
        .build();
  }

  /// @param headers beside the type of the content
  /// @param timeout for all of it, from the connection to the last byte of the answer
  Reply post(URI url, Map<String, String> headers, String body, Duration timeout)
      throws InterruptedException {
    return postAll(List.of(url), headers, body, timeout).getFirst();
  }

  /// The same to all at the same time. What comes back is in the order of the URLs.
  List<Reply> postAll(List<URI> urls, Map<String, String> headers, String body, Duration timeout)
      throws InterruptedException {
    List<Callable<Reply>> exchanges =
        urls.stream()
            .<Callable<Reply>>map(url -> () -> exchange(url, headers, body, timeout))
            .toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.invokeAll(exchanges, timeout.toMillis(), TimeUnit.MILLISECONDS).stream()
          .map(exchange -> ended(exchange, timeout))
          .toList();
    }
  }

  private static Reply ended(Future<Reply> exchange, Duration timeout) {
    return switch (exchange.state()) {
      case SUCCESS -> exchange.resultNow();
      case FAILED ->
          throw new IllegalStateException("a message cannot be posted", exchange.exceptionNow());
      case CANCELLED, RUNNING -> late(timeout);
    };
  }

  private static Reply late(Duration timeout) {
    return new Reply.None("timeout", "no answer within " + timeout);
  }

  private Reply exchange(URI url, Map<String, String> headers, String body, Duration timeout)
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
          SecretParts.masked(text(response.body()), masked).strip(),
          RetryAfter.of(response.headers()));
    } catch (HttpTimeoutException late) {
      return late(timeout);
    } catch (IOException failure) {
      return new Reply.None("no_connection", SecretParts.masked(failure.toString(), masked));
    }
  }

  private static String text(InputStream body) throws IOException {
    try (body) {
      return new String(body.readNBytes(LONGEST_BODY), StandardCharsets.UTF_8);
    }
  }
}
