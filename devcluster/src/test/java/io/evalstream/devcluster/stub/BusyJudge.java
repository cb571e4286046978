package io.evalstream.devcluster.stub;

import io.evalstream.devcluster.wire.RawClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A judge whose calls stand still until a test lets them go on, and clients that wait for it.
final class BusyJudge implements AutoCloseable {

  static final Duration FOR_EVER = Duration.ofMinutes(10);

  final JudgeStub stub =
      JudgeStub.start(
          0, (evaluator, labels, blocks) -> new Verdict(labels.getFirst(), "so"), Faults.NONE);
  private final List<RawClient> clients = new ArrayList<>();

  /// One call takes the only place for ever. Those that come now wait in line, and are answered at
  /// once when there are more places.
  void fill() throws Exception {
    stub.setFaults(Faults.slow(FOR_EVER).withCapacity(1));
    call();
    until(1, 0);
    stub.setFaults(Faults.NONE.withCapacity(1));
  }

  RawClient call(String... headers) throws Exception {
    RawClient client = RawClient.to(stub.port());
    clients.add(client);
    return client.send(ChatBodies.wire(ChatBodies.asking("Paris"), headers));
  }

  void until(int working, int waiting) throws InterruptedException {
    while (stub.stats().working() != working || stub.stats().waiting() != waiting) {
      Thread.sleep(5);
    }
  }

  void untilEnded(int calls) throws InterruptedException {
    while (stub.stats().total() != calls) {
      Thread.sleep(5);
    }
  }

  @Override
  public void close() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
    stub.close();
  }
}
