package io.evalstream.notify;

import io.evalstream.async.Attempt;
import io.evalstream.async.Call;
import io.evalstream.async.CallResult;
import io.evalstream.async.CallResult.Answered;
import io.evalstream.async.CallResult.Retry;
import io.evalstream.state.Notification;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Posts notifications to incoming webhooks of Slack. Safe for use by many threads.
///
/// Only Slack's `ok` counts as delivered. No answer, 429 and 5xx are tried again; any other answer
/// is final, as the next attempt would get the same. A webhook does not recognise a repetition: an
/// attempt that Slack took, but whose answer was lost, is posted twice.
public final class SlackSender implements Call<Notification, Delivery>, AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final int DETAIL = 200;
  private static final int LONGEST_WAIT_DIGITS = 6;

  private final NotifyConfig config;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  public SlackSender(NotifyConfig config) {
    this.config = config;
  }

  @Override
  public CallResult<Delivery> call(Notification notification, Attempt attempt)
      throws InterruptedException {
    String name = notification.getChannel();
    SlackChannel channel = config.channels().get(name);
    if (channel == null) {
      return new Answered<>(new Delivery(name, false, "no channel of this name is configured"));
    }
    HttpRequest request =
        HttpRequest.newBuilder(channel.uri())
            .timeout(attempt.timeout())
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(BodyPublishers.ofString(SlackMessage.of(notification.getAlert()).toString()))
            .build();
    try {
      return result(name, http.send(request, BodyHandlers.ofString()));
    } catch (HttpTimeoutException late) {
      return new Retry<>("timeout", "no answer within " + attempt.timeout(), null, false);
    } catch (IOException failure) {
      return new Retry<>("no_connection", failure.toString(), null, false);
    }
  }

  private static CallResult<Delivery> result(String channel, HttpResponse<String> response) {
    int status = response.statusCode();
    String body = response.body().strip();
    if (status == 200 && body.equals("ok")) {
      return new Answered<>(new Delivery(channel, true, ""));
    }
    String detail = "answered " + status + ": " + SlackText.cut(body, DETAIL);
    if (status == 429 || status >= 500) {
      return new Retry<>("http_" + status, detail, retryAfter(response), status == 429);
    }
    return new Answered<>(new Delivery(channel, false, detail));
  }

  /// Slack names whole seconds.
  private static @Nullable Duration retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .map(String::strip)
        .filter(text -> text.matches("\\d{1," + LONGEST_WAIT_DIGITS + "}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
        .orElse(null);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
