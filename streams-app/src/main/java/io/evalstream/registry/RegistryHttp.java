package io.evalstream.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.registry.RegistryException.Reason;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Requests to whichever URL of the registry answers.
///
/// A request goes to the URL that answered last, then to the others, then after a wait to all of
/// them again. Only what may pass is tried again: no connection, a timeout, 429 and 5xx. Safe for
/// use by many threads; blocks the one that asks.
final class RegistryHttp implements AutoCloseable {

  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

  private final RegistryConfig config;
  private final HttpClient http;
  private volatile int preferred;

  RegistryHttp(RegistryConfig config) {
    this.config = config;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.patience().connect())
            .build();
  }

  JsonNode get(String path) {
    return patiently(path, null);
  }

  JsonNode post(String path, JsonNode body) {
    return patiently(path, body.toString());
  }

  /// One round over the URLs, without a retry.
  JsonNode getOnce(String path) {
    return anyEndpoint(path, null);
  }

  private JsonNode patiently(String path, @Nullable String body) {
    int retry = 0;
    while (true) {
      try {
        return anyEndpoint(path, body);
      } catch (RegistryException failure) {
        if (failure.reason() != Reason.UNREACHABLE || retry == config.patience().retries()) {
          throw failure;
        }
      }
      retry++;
      sleepBefore(retry, path);
    }
  }

  private JsonNode anyEndpoint(String path, @Nullable String body) {
    int first = preferred;
    int count = config.endpoints().size();
    for (int i = 0; ; i++) {
      int at = (first + i) % count;
      try {
        JsonNode answer = ask(config.endpoints().get(at), path, body).orThrow();
        preferred = at;
        return answer;
      } catch (RegistryException failure) {
        if (failure.reason() != Reason.UNREACHABLE || i == count - 1) {
          throw failure;
        }
      }
    }
  }

  private RegistryAnswer ask(Endpoint endpoint, String path, @Nullable String body) {
    CompletableFuture<HttpResponse<String>> response =
        http.sendAsync(request(endpoint, path, body), BodyHandlers.ofString());
    try {
      // The timeout of a request ends with its headers; this one covers the body as well.
      long millis = config.patience().connect().plus(config.patience().read()).toMillis();
      return RegistryAnswer.of(endpoint, response.get(millis, TimeUnit.MILLISECONDS));
    } catch (ExecutionException failed) {
      throw unreachable(endpoint, String.valueOf(failed.getCause()));
    } catch (TimeoutException late) {
      throw unreachable(endpoint, "the answer did not end in time");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw unreachable(endpoint, "interrupted");
    } finally {
      response.cancel(true);
    }
  }

  private HttpRequest request(Endpoint endpoint, String path, @Nullable String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint.at(path))
            .timeout(config.patience().read())
            .header("Accept", MEDIA_TYPE);
    config.headers().forEach(request::header);
    endpoint.authorization().ifPresent(secret -> request.header("Authorization", secret.reveal()));
    if (body != null) {
      request.header("Content-Type", MEDIA_TYPE).POST(BodyPublishers.ofString(body));
    }
    return request.build();
  }

  private static RegistryException unreachable(Endpoint endpoint, String why) {
    return new RegistryException(
        Reason.UNREACHABLE,
        0,
        0,
        "schema registry "
            + endpoint.base()
            + " does not answer ("
            + why
            + "); check schema.registry.url and that the registry is running");
  }

  private void sleepBefore(int retry, String path) {
    try {
      Thread.sleep(config.patience().before(retry));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw unreachable(config.endpoints().getFirst(), "interrupted while waiting for " + path);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
