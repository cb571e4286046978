package io.evalstream.devcluster.stub;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.devcluster.wire.RawClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JudgeCapacityTest {

  private static final String OK = "HTTP/1.1 200 OK";

  private final BusyJudge judge = new BusyJudge();

  @AfterEach
  void stop() throws Exception {
    judge.close();
  }

  @Test
  void callsBeyondTheCapacity_waitInLine() throws Exception {
    judge.stub.setFaults(Faults.slow(BusyJudge.FOR_EVER).withCapacity(2));

    for (int i = 0; i < 5; i++) {
      judge.call();
    }

    judge.until(2, 3);
    assertThat(judge.stub.stats().concurrent()).isEqualTo(5);
  }

  /// 4 calls of 1 s at 2 places take 2 s; at a place each they would take 1 s.
  @Test
  void latency_beginsAtThePlace() throws Exception {
    judge.stub.setFaults(Faults.slow(Duration.ofSeconds(1)).withCapacity(2));
    long start = System.nanoTime();
    List<RawClient> clients = new ArrayList<>();

    for (int i = 0; i < 4; i++) {
      clients.add(judge.call());
    }
    for (RawClient client : clients) {
      assertThat(client.read(OK.length())).isEqualTo(OK);
    }

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(2));
    assertThat(judge.stub.stats().calls(Ending.ANSWERED)).isEqualTo(4);
  }

  @Test
  void moreCapacity_letsThoseInLineIn() throws Exception {
    judge.fill();
    RawClient first = judge.call();
    RawClient second = judge.call();
    judge.until(1, 2);

    judge.stub.setFaults(Faults.NONE);

    assertThat(first.read(OK.length())).isEqualTo(OK);
    assertThat(second.read(OK.length())).isEqualTo(OK);
  }

  @Test
  void clientThatLeavesTheLine_isNotWorkedFor() throws Exception {
    judge.fill();
    RawClient impatient = judge.call();
    judge.until(1, 1);
    impatient.close();

    judge.stub.setFaults(Faults.NONE);
    judge.untilEnded(1);

    assertThat(judge.stub.stats().calls(Ending.ABANDONED)).isEqualTo(1);
  }

  @Test
  void clientThatIsAhead_isNotTakenForGone() throws Exception {
    judge.fill();
    RawClient client = judge.call();
    judge.until(1, 1);
    client.send(ChatBodies.wire(ChatBodies.asking("Rome")));

    judge.stub.setFaults(Faults.NONE);
    judge.untilEnded(2);

    assertThat(judge.stub.stats().calls(Ending.ANSWERED)).isEqualTo(2);
  }

  @Test
  void refusals_needNoPlace() throws Exception {
    judge.fill();
    judge.stub.setFaults(Faults.NONE.withCapacity(1).with(Ending.RATE_LIMITED, 1));

    assertThat(judge.call().read(12)).isEqualTo("HTTP/1.1 429");
  }
}
