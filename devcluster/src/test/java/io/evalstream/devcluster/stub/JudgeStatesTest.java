package io.evalstream.devcluster.stub;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.devcluster.loopback.Http;
import io.evalstream.devcluster.loopback.Http.Reply;
import io.evalstream.devcluster.wire.RawClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class JudgeStatesTest {

  private final JudgeStub judge =
      JudgeStub.start(
          0, (evaluator, labels, blocks) -> new Verdict(labels.getFirst(), "so"), Faults.NONE);
  private final Http http = Http.of(judge.url());

  @AfterEach
  void stop() {
    http.close();
    judge.close();
  }

  /// Not after the latency, and whatever the call asks.
  @ParameterizedTest
  @CsvSource({
    "quota_exhausted, 429, insufficient_quota",
    "bad_credentials, 401, invalid_api_key",
    "model_not_found, 404, model_not_found"
  })
  void state_endsEveryCallAtOnce(String state, int status, String code) throws Exception {
    http.put("/faults", "{\"state\": \"%s\", \"latency_millis\": 600000}".formatted(state));

    Reply reply = http.post(ChatBodies.PATH, ChatBodies.asking("Paris"));
    Reply nonsense = http.post(ChatBodies.PATH, "nonsense");

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.json().at("/error/code").asText()).isEqualTo(code);
    assertThat(reply.header("Retry-After")).isEmpty();
    assertThat(nonsense.text()).isEqualTo(reply.text());
    assertThat(http.get("/stats").json().at("/calls/" + state).asInt()).isEqualTo(2);
  }

  @Test
  void down_closesTheConnectionWithoutAByte() throws Exception {
    judge.setFaults(Faults.NONE.withState(AccountState.DOWN));

    try (RawClient client = RawClient.to(judge.port())) {
      client.send(ChatBodies.wire(ChatBodies.asking("Paris")));

      assertThat(client.readAll()).isEmpty();
    }
    assertThat(judge.stats().calls(Ending.DOWN)).isEqualTo(1);
    assertThat(http.get("/health").status()).isEqualTo(200);
  }

  @Test
  void ok_endsAState() throws Exception {
    http.put("/faults", "{\"state\": \"down\"}");
    http.put("/faults", "{\"state\": \"ok\"}");

    assertThat(http.post(ChatBodies.PATH, ChatBodies.asking("Paris")).status()).isEqualTo(200);
  }

  @Test
  void state_takesNothingFromALimit() throws Exception {
    Faults limited = Faults.NONE.withRateLimits(new RateLimits(3, 0));
    judge.setFaults(limited.withState(AccountState.QUOTA_EXHAUSTED));
    http.post(ChatBodies.PATH, ChatBodies.asking("Paris"));
    judge.setFaults(limited);

    Reply reply = http.post(ChatBodies.PATH, ChatBodies.asking("Paris"));

    assertThat(reply.header("x-ratelimit-remaining-requests")).isEqualTo("2");
  }

  /// Who waits in line when the state changes is answered.
  @Test
  void state_isForTheCallsThatComeAfterIt() throws Exception {
    try (BusyJudge busy = new BusyJudge()) {
      busy.fill();
      RawClient client = busy.call();
      busy.until(1, 1);

      busy.stub.setFaults(Faults.NONE.withState(AccountState.DOWN));

      assertThat(client.read(15)).isEqualTo("HTTP/1.1 200 OK");
    }
  }
}
