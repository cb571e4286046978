package io.evalstream.devcluster.stub;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.devcluster.loopback.Http;
import io.evalstream.devcluster.loopback.Http.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JudgeLimitsTest {

  private final JudgeStub judge =
      JudgeStub.start(
          0, (evaluator, labels, blocks) -> new Verdict(labels.getFirst(), "so"), Faults.NONE);
  private final Http http = Http.of(judge.url());

  @AfterEach
  void stop() {
    http.close();
    judge.close();
  }

  /// 3 a minute: the first takes 20 s to come back, and for the next 20 s there are no more than 3.
  @Test
  void requestsBeyondTheLimit_areRefusedWithTheTimeToWait() throws Exception {
    limit(new RateLimits(3, 0));

    Reply first = ask();
    List<String> remaining = new ArrayList<>();
    remaining.add(ask().header("x-ratelimit-remaining-requests"));
    remaining.add(ask().header("x-ratelimit-remaining-requests"));
    Reply refused = ask();

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.header("x-ratelimit-limit-requests")).isEqualTo("3");
    assertThat(first.header("x-ratelimit-remaining-requests")).isEqualTo("2");
    assertThat(first.header("x-ratelimit-reset-requests")).isEqualTo("20s");
    assertThat(first.header("x-ratelimit-limit-tokens")).isEqualTo("10000000");
    assertThat(remaining).containsExactly("1", "0");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("x-ratelimit-limit-requests")).isEqualTo("3");
    assertThat(refused.header("x-ratelimit-remaining-requests")).isEqualTo("0");
    assertThat(refused.header("x-ratelimit-reset-requests")).matches("(1m0|[45]\\d(\\.\\d+)?)s");
    long millis = Long.parseLong(refused.header("retry-after-ms"));
    assertThat(millis).isBetween(1L, 20_000L);
    assertThat(refused.header("Retry-After")).isEqualTo(Long.toString(Math.ceilDiv(millis, 1000)));
    assertThat(refused.json().at("/error/code").asText()).isEqualTo("rate_limit_exceeded");
    assertThat(refused.json().at("/error/type").asText()).isEqualTo("requests");
    assertThat(refused.json().at("/error/message").asText())
        .startsWith(
            "Rate limit reached for stub-1 on requests per min: Limit 3, Used 3, Requested 1.");
    assertThat(judge.stats().calls(Ending.ANSWERED)).isEqualTo(3);
    assertThat(judge.stats().calls(Ending.RATE_LIMITED)).isEqualTo(1);
  }

  /// The messages have 10 and 52 characters: 15 tokens, and the most that the reply may have.
  @Test
  void tokens_areThoseOfThePromptAndTheMostOfTheReply() throws Exception {
    limit(new RateLimits(0, 1000));

    Reply first = http.post(ChatBodies.PATH, ChatBodies.asking("Paris", "max_tokens", 485));
    Reply other = http.post(ChatBodies.PATH, ChatBodies.asking("Paris"));
    Reply refused =
        http.post(ChatBodies.PATH, ChatBodies.asking("Paris", "max_completion_tokens", 900));

    assertThat(first.header("x-ratelimit-limit-tokens")).isEqualTo("1000");
    assertThat(first.header("x-ratelimit-remaining-tokens")).isEqualTo("500");
    assertThat(first.header("x-ratelimit-reset-tokens")).isEqualTo("30s");
    assertThat(first.header("x-ratelimit-remaining-requests")).isEqualTo("9999");
    assertThat(other.status()).isEqualTo(200);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.json().at("/error/type").asText()).isEqualTo("tokens");
    assertThat(refused.json().at("/error/message").asText()).contains("Requested 915.");
  }

  @Test
  void refusal_comesAtOnce() throws Exception {
    judge.setFaults(FaultsJson.parse("{\"requests_per_minute\": 1, \"latency_millis\": 600000}"));
    Thread slow = Thread.ofVirtual().start(this::askInVain);
    while (judge.stats().working() == 0) {
      Thread.sleep(5);
    }

    assertThat(ask().status()).isEqualTo(429);

    slow.interrupt();
  }

  @Test
  void everyReply_saysWhatIsLeft() throws Exception {
    limit(new RateLimits(3, 0));
    List<String> remaining = new ArrayList<>();

    for (Ending ending : List.of(Ending.SERVER_ERROR, Ending.BROKEN_JSON, Ending.REFUSED)) {
      judge.setFaults(judge.faults().with(ending, 1));
      remaining.add(ask().header("x-ratelimit-remaining-requests"));
      judge.setFaults(judge.faults().with(ending, 0));
    }

    assertThat(remaining).containsExactly("2", "1", "0");
  }

  private void limit(RateLimits limits) {
    judge.setFaults(Faults.NONE.withRateLimits(limits));
  }

  private Reply ask() throws Exception {
    return http.post(ChatBodies.PATH, ChatBodies.asking("Paris"));
  }

  private void askInVain() {
    try {
      ask();
    } catch (Exception e) {
      // Nobody waits for the answer.
    }
  }
}
