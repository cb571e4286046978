package io.evalstream.judgeclient;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks an endpoint in the strictest dialect that it understands.
///
/// What an endpoint does not understand is learned once, from its errors, and kept for the life of
/// the judge; the request that taught it goes on at once. Safe for use by many threads at once.
final class ChatLine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ChatLine.class);

  private final String judge;
  private final ChatEndpoint endpoint;
  private final Wire wire;
  private final String model;
  private final Map<String, JsonNode> extra;
  private final InstantSource clock;
  private final AtomicReference<Dialect> dialect;

  /// @param extra parameters that the operator adds to every request
  ChatLine(
      String judge,
      ChatEndpoint endpoint,
      ChatApi api,
      Map<String, JsonNode> extra,
      InstantSource clock) {
    this.judge = judge;
    this.endpoint = endpoint;
    this.wire = api.wire();
    this.model = api.model();
    this.extra = Map.copyOf(extra);
    this.clock = clock;
    this.dialect = new AtomicReference<>(wire.begin(api.format()));
  }

  /// @param deadline when the attempt is over
  HttpAnswer ask(Ask ask, String key, Instant deadline) throws IOException {
    while (true) {
      Dialect used = dialect.get();
      HttpAnswer answer = endpoint.post(body(ask, used), key, remaining(deadline));
      if (!canTeach(answer) || !learn(used, ApiError.read(answer.body()))) {
        return answer;
      }
    }
  }

  ChatCompletion read(HttpAnswer answer) {
    return wire.read(answer.body());
  }

  @Override
  public void close() {
    endpoint.close();
  }

  private byte[] body(Ask ask, Dialect used) {
    ObjectNode body = wire.write(ask, model, used);
    body.setAll(extra);
    try {
      return Json.MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree can always be written", e);
    }
  }

  private static boolean canTeach(HttpAnswer answer) {
    return answer.status() == 400 || answer.status() == 422;
  }

  /// Whether there is another dialect to try. Ends, because dialects only step down.
  private boolean learn(Dialect used, ApiError error) {
    if (error.saysTooLong()) {
      return false;
    }
    return wire.after(used, error)
        .map(
            next -> {
              if (dialect.compareAndSet(used, next)) {
                LOG.atWarn()
                    .addKeyValue("judge", judge)
                    .addKeyValue("from", used)
                    .addKeyValue("to", next)
                    .log("the API does not understand a parameter; it is left out from now on");
              }
              return true;
            })
        .orElse(false);
  }

  /// For what is not worth the whole attempt.
  Instant halfOfTheTimeUntil(Instant deadline) {
    Instant now = clock.instant();
    return now.plus(Duration.between(now, deadline).dividedBy(2));
  }

  private Duration remaining(Instant deadline) throws SocketTimeoutException {
    Duration left = Duration.between(clock.instant(), deadline);
    if (!left.isPositive()) {
      throw new SocketTimeoutException("the attempt was over before the judge was asked again");
    }
    return left;
  }
}
