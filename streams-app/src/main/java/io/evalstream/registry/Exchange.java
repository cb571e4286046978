package io.evalstream.registry;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One request and its answer to the last byte, within a time.
///
/// @param within the timeout of a request ends with the headers of its answer; this one covers the
///   body as well
record Exchange(HttpClient http, Duration within) {

  /// There was no whole answer. The message says why.
  static final class NoAnswerException extends Exception {

    private static final long serialVersionUID = 1L;

    private NoAnswerException(String why) {
      super(why);
    }
  }

  HttpResponse<String> send(HttpRequest request) throws NoAnswerException {
    CompletableFuture<HttpResponse<String>> response =
        http.sendAsync(request, BodyHandlers.ofString());
    try {
      return response.get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      throw new NoAnswerException(String.valueOf(failed.getCause()));
    } catch (TimeoutException late) {
      throw new NoAnswerException("the answer did not end in time");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new NoAnswerException("interrupted");
    } finally {
      response.cancel(true);
    }
  }
}
