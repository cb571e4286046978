package io.evalstream.async;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Record;

/// The operator without Kafka: requests that are put to their peers by one thread of a process.
///
/// *When to use:* for a file that is worked through once. What is pending when the process ends is
/// lost, so the results have to tell what was done.
///
/// *How it works:* the same [AsyncTask] as in Kafka Streams, over a store in the heap; so gates,
/// retries, timeouts, pauses and the fair order are the same.
///
/// *Guarantees:* one result for each request, in the order of completion.
///
/// *Threading:* the thread that made it; calls run on virtual threads of their own.
///
/// @param <P> the request
/// @param <Q> the question put to the peer
/// @param <A> what the peer answers
public final class AsyncBatch<P, Q, A> implements AutoCloseable {

  private static final String TASK = "batch";

  private final AsyncTask<String, String, Q, A> task;
  private final Work<String, P, Q, A> work;
  private final InstantSource clock;
  private final Map<String, P> requests = new HashMap<>();

  /// @param work its keys are the ids of the requests
  /// @param results hears each result, within [#turn] and [#admit]
  public AsyncBatch(
      AsyncSettings settings,
      Work<String, P, Q, A> work,
      AsyncListener listener,
      InstantSource clock,
      Consumer<Result<P, A>> results) {
    this.work = work;
    this.clock = clock;
    AsyncControl control = new AsyncControl(clock);
    this.task =
        new AsyncTask<>(
            new AsyncTask.Setup(
                settings, control, listener, VirtualThreadCall.RUNNER, new Random()),
            new RequestStore<>(
                new HeapStore(settings.pendingStore()),
                new HeapStore(settings.attemptsStore()),
                Serdes.String(),
                Serdes.String()),
            new ById(),
            (id, timestamp, result) -> results.accept(withRequest(id, result)),
            control.enter(TASK));
  }

  /// The requests of the task are their ids; here is what they stand for.
  private final class ById implements Work<String, String, Q, A> {

    @Override
    public String id(String id) {
      return id;
    }

    @Override
    public Peer<Q, A> peer(String id) {
      return work.peer(request(id));
    }

    @Override
    public Flow flow(String key, String id) {
      return work.flow(id, request(id));
    }

    @Override
    public Prepared<Q, A> prepare(String key, String id) {
      return work.prepare(id, request(id));
    }
  }

  private P request(String id) {
    return Objects.requireNonNull(requests.get(id), id);
  }

  private Result<P, A> withRequest(String id, Result<String, A> result) {
    P request = Objects.requireNonNull(requests.remove(id), id);
    return new Result<>(
        request, result.ending(), result.attempts(), result.admittedAt(), result.endedAt());
  }

  /// Takes a request in; one with the id of a pending request is dropped.
  public void admit(P request) {
    String id = work.id(request);
    if (requests.putIfAbsent(id, request) == null) {
      task.admit(new Record<>(id, id, clock.millis()));
    }
  }

  /// One look at everything that may have changed; returns at once.
  public void turn() {
    task.turn();
  }

  /// Requests without a result.
  public int pending() {
    return requests.size();
  }

  /// Gives up all calls. What is pending gets no result.
  @Override
  public void close() {
    task.close();
  }
}
