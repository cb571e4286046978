package io.evalstream.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.config.Secret;
import io.evalstream.registry.RegistryException.Reason;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Requests to whichever URL of the registry answers.
///
/// A request goes to the URL that answered last, then to the others, then after a wait to all of
/// them again. Only what may pass is tried again: no connection, a timeout, 429 and 5xx. A token
/// that is refused is replaced once. Safe for use by many threads; blocks the one that asks.
final class RegistryHttp implements AutoCloseable {

  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

  private final RegistryConfig config;
  private final HttpClient http;
  private final Exchange exchange;
  private final @Nullable AccessTokens tokens;
  private volatile int preferred;

  RegistryHttp(RegistryConfig config, InstantSource clock) {
    Patience patience = config.patience();
    this.config = config;
    this.http = open(config);
    this.exchange = new Exchange(http, patience.connect().plus(patience.read()));
    this.tokens =
        config.tokens() == null
            ? null
            : new AccessTokens(config.tokens(), exchange, patience.read(), clock);
  }

  private static HttpClient open(RegistryConfig config) {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.patience().connect());
    return config.tls() == null ? client.build() : client.sslContext(config.tls()).build();
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
    Optional<Secret> proof = proof(endpoint);
    RegistryAnswer answer = ask(endpoint, path, body, proof);
    if (answer.status() != 401 || tokens == null) {
      return answer;
    }
    proof.ifPresent(tokens::forget);
    return ask(endpoint, path, body, proof(endpoint));
  }

  private Optional<Secret> proof(Endpoint endpoint) {
    return tokens == null ? endpoint.authorization() : Optional.of(tokens.authorization());
  }

  private RegistryAnswer ask(
      Endpoint endpoint, String path, @Nullable String body, Optional<Secret> proof) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint.at(path))
            .timeout(config.patience().read())
            .header("Accept", MEDIA_TYPE);
    config.headers().forEach(request::header);
    proof.ifPresent(secret -> request.header("Authorization", secret.reveal()));
    if (body != null) {
      request.header("Content-Type", MEDIA_TYPE).POST(BodyPublishers.ofString(body));
    }
    try {
      return RegistryAnswer.of(endpoint.base(), exchange.send(request.build()), proof);
    } catch (Exchange.NoAnswerException failure) {
      throw unreachable(endpoint, String.valueOf(failure.getMessage()));
    }
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
