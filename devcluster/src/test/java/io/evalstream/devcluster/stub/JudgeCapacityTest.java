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

  private final JudgeStub judge =
      JudgeStub.start(
          0, (evaluator, labels, blocks) -> new Verdict(labels.getFirst(), "so"), Faults.NONE);
  private final List<RawClient> clients = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    for (RawClient client : clients) {
      client.close();
    }
    judge.close();
  }

  @Test
  void callsBeyondTheCapacity_waitInLine() throws Exception {
    judge.setFaults(Faults.slow(Duration.ofMinutes(10)).withCapacity(2));

    for (int i = 0; i < 5; i++) {
      call();
    }

    until(5, 3);
  }

  /// 4 calls of 1 s at 2 places take 2 s; at a place each they would take 1 s.
  @Test
  void latency_beginsAtThePlace() throws Exception {
    judge.setFaults(Faults.slow(Duration.ofSeconds(1)).withCapacity(2));
    long start = System.nanoTime();

    for (int i = 0; i < 4; i++) {
      call();
    }
    for (RawClient client : clients) {
      assertThat(client.read(15)).isEqualTo("HTTP/1.1 200 OK");
    }

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(2));
    assertThat(judge.stats().calls(Ending.ANSWERED)).isEqualTo(4);
  }

  @Test
  void moreCapacity_letsThoseInLineIn() throws Exception {
    judge.setFaults(Faults.slow(Duration.ofMinutes(10)).withCapacity(1));
    call();
    call();
    call();
    until(3, 2);

    judge.setFaults(judge.faults().withCapacity(0));

    until(3, 0);
  }

  @Test
  void clientThatLeavesTheLine_takesNoPlace() throws Exception {
    judge.setFaults(Faults.slow(Duration.ofSeconds(1)).withCapacity(1));
    call();
    until(1, 0);
    RawClient impatient = call();
    until(2, 1);

    impatient.close();
    until(0, 0);

    assertThat(judge.stats().calls(Ending.ANSWERED)).isEqualTo(1);
    assertThat(judge.stats().calls(Ending.ABANDONED)).isEqualTo(1);
  }

  /// A client that has sent its next request already is still there.
  @Test
  void clientThatIsAhead_isNotTakenForGone() throws Exception {
    judge.setFaults(Faults.slow(Duration.ofSeconds(1)).withCapacity(1));
    call();
    until(1, 0);
    RawClient client = call();
    until(2, 1);

    client.send(ChatBodies.wire(ChatBodies.asking("Rome")));
    while (judge.stats().total() < 3) {
      Thread.sleep(5);
    }

    assertThat(judge.stats().calls(Ending.ANSWERED)).isEqualTo(3);
    assertThat(judge.stats().calls(Ending.ABANDONED)).isZero();
  }

  @Test
  void refusals_needNoPlace() throws Exception {
    judge.setFaults(Faults.slow(Duration.ofMinutes(10)).withCapacity(1));
    call();
    until(1, 0);
    judge.setFaults(judge.faults().with(Ending.RATE_LIMITED, 1));

    assertThat(call().read(12)).isEqualTo("HTTP/1.1 429");
  }

  private RawClient call() throws Exception {
    RawClient client = RawClient.to(judge.port());
    clients.add(client);
    return client.send(ChatBodies.wire(ChatBodies.asking("Paris")));
  }

  private void until(int concurrent, int waiting) throws InterruptedException {
    while (judge.stats().concurrent() != concurrent || judge.stats().waiting() != waiting) {
      Thread.sleep(5);
    }
  }
}
