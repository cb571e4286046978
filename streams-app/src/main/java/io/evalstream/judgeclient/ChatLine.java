package io.evalstream.judgeclient;

import io.evalstream.judge.JudgeRequest;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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
  private final ChatBody body;
  private final InstantSource clock;
  private final AtomicReference<Dialect> dialect = new AtomicReference<>(Dialect.STRICTEST);

  ChatLine(String judge, ChatEndpoint endpoint, ChatBody body, InstantSource clock) {
    this.judge = judge;
    this.endpoint = endpoint;
    this.body = body;
    this.clock = clock;
  }

  /// @param deadline when the attempt is over
  HttpAnswer ask(
      JudgeRequest request, List<Turn> turns, int maxTokens, String key, Instant deadline)
      throws IOException {
    while (true) {
      Dialect used = dialect.get();
      byte[] question = body.write(used, turns, request, maxTokens);
      HttpAnswer answer = endpoint.post(question, key, remaining(deadline));
      if (!canTeach(answer) || !learn(used, ApiError.read(answer.body()))) {
        return answer;
      }
    }
  }

  @Override
  public void close() {
    endpoint.close();
  }

  private static boolean canTeach(HttpAnswer answer) {
    return answer.status() == 400 || answer.status() == 422;
  }

  /// Whether there is another dialect to try. Ends, because dialects only step down.
  private boolean learn(Dialect used, ApiError error) {
    if (error.saysTooLong()) {
      return false;
    }
    return used.after(error)
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

  private Duration remaining(Instant deadline) throws SocketTimeoutException {
    Duration left = Duration.between(clock.instant(), deadline);
    if (!left.isPositive()) {
      throw new SocketTimeoutException("the attempt was over before the judge was asked again");
    }
    return left;
  }
}
