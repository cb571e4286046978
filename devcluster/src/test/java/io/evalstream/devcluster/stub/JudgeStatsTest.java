package io.evalstream.devcluster.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.devcluster.loopback.Http;
import io.evalstream.devcluster.wire.RawClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class JudgeStatsTest {

  private final BusyJudge busy = new BusyJudge();
  private final JudgeStub judge = busy.stub;
  private final Http http = Http.of(judge.url());

  @AfterEach
  void stop() throws Exception {
    http.close();
    busy.close();
  }

  @Test
  void keyOfAnAnsweredCall_isRepeated() throws Exception {
    call("e-1");
    call("e-2");
    call("e-1-2");
    assertThat(judge.stats().repeated()).isZero();

    call("e-1");
    call("e-1");

    assertThat(http.get("/stats").json().path("repeated").asInt()).isEqualTo(2);
  }

  /// However the second call ends, the first has been paid for.
  @Test
  void repeatedCall_countsWhateverItsEnd() throws Exception {
    call("e-1");

    judge.setFaults(Faults.NONE.with(Ending.SERVER_ERROR, 1));
    call("e-1");
    judge.setFaults(Faults.NONE.withState(AccountState.QUOTA_EXHAUSTED));
    call("e-1");
    judge.setFaults(Faults.NONE.withRateLimits(new RateLimits(0, 1)));
    call("e-1");

    assertThat(judge.stats().repeated()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(names = {"RATE_LIMITED", "SERVER_ERROR", "BROKEN_JSON", "WRONG_LABEL", "TRUNCATED"})
  void retryAfterAFault_isNotRepeated(Ending fault) throws Exception {
    judge.setFaults(Faults.NONE.with(fault, 1));
    call("e-1");
    call("e-1");
    judge.setFaults(Faults.NONE);

    call("e-1");

    assertThat(judge.stats().total()).isEqualTo(3);
    assertThat(judge.stats().repeated()).isZero();
  }

  @Test
  void callsWithoutKey_areNotRepeated() throws Exception {
    http.post(ChatBodies.PATH, ChatBodies.asking("Paris"));
    http.post(ChatBodies.PATH, ChatBodies.asking("Paris"));

    assertThat(judge.stats().repeated()).isZero();
  }

  /// The first client goes without its answer, as one that was killed.
  @Test
  void keyOfACallThatIsWorkedOn_isRepeated() throws Exception {
    judge.setFaults(Faults.slow(BusyJudge.FOR_EVER));
    RawClient killed = busy.call("Idempotency-Key: e-1");
    busy.until(1, 0);
    killed.close();
    judge.setFaults(Faults.NONE);

    call("e-1");

    assertThat(judge.stats().repeated()).isEqualTo(1);
  }

  @Test
  void callThatOnlyWaitedInLine_isNotRepeated() throws Exception {
    busy.fill();
    RawClient killed = busy.call("Idempotency-Key: e-1");
    busy.until(1, 1);
    killed.close();
    judge.setFaults(Faults.NONE);
    busy.untilEnded(1);

    call("e-1");

    assertThat(judge.stats().calls(Ending.ABANDONED)).isEqualTo(1);
    assertThat(judge.stats().repeated()).isZero();
  }

  @Test
  void reset_setsEveryCountToZero() throws Exception {
    call("e-1");
    call("e-1");
    assertThat(http.get("/stats").json().path("max_at_once").asInt()).isEqualTo(1);

    JsonNode reset = http.delete("/stats").json();

    assertThat(reset).isEqualTo(http.get("/stats").json());
    assertThat(reset.path("total").asInt()).isZero();
    assertThat(reset.path("repeated").asInt()).isZero();
    assertThat(reset.path("max_at_once").asInt()).isZero();
    reset.path("calls").forEach(count -> assertThat(count.asInt()).isZero());
    call("e-1");
    assertThat(judge.stats().repeated()).isZero();
    assertThat(judge.stats().total()).isEqualTo(1);
  }

  @Test
  void callsThatRunDuringAReset_areCountedWhenTheyEnd() throws Exception {
    busy.fill();
    busy.call();
    busy.until(1, 1);

    judge.resetStats();

    assertThat(judge.stats().maxAtOnce()).isEqualTo(2);
    assertThat(judge.stats().total()).isZero();
    judge.setFaults(Faults.NONE);
    busy.untilEnded(1);
  }

  private void call(String key) throws Exception {
    assertThat(busy.call("Idempotency-Key: " + key).read(9)).isEqualTo("HTTP/1.1 ");
  }
}
