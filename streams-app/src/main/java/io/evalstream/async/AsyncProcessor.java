package io.evalstream.async;

import java.time.Duration;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Makes a slow call for each record and forwards one result, without ever blocking its thread.
///
/// *When to use:* enrichment by something that answers in seconds and fails now and then.
///
/// *How it works:* an [AsyncTask] holds the requests; this puts it into Kafka Streams. It gives the
/// task a turn with each record and at each tick. It ticks only while something is pending, and
/// slowly while nothing can happen, because every tick makes Kafka Streams commit.
///
/// *Guarantees:* under `exactly_once_v2`, exactly one result per request id, with the key and
/// timestamp of the record that brought it. Calls at least once. Results come in the order of
/// completion. A commit never waits for a call; `close` never forwards.
///
/// *Threading:* the stream thread only.
///
/// @param <K> key of the records
/// @param <P> the request; serialised while it is pending
/// @param <Q> the question put to the peer
/// @param <A> what the peer answers
public final class AsyncProcessor<K, P, Q, A> implements Processor<K, P, K, Result<P, A>> {

  private static final Duration TICK = Duration.ofMillis(20);
  private static final Duration SLOW_TICK = Duration.ofSeconds(1);

  private final AsyncTask.Setup setup;
  private final Serde<K> keySerde;
  private final Serde<P> requestSerde;
  private final WorkFactory<K, P, Q, A> works;

  // Null before init and after close.
  private @Nullable Life<K, P, Q, A> life;

  /// One life of the task in Kafka Streams.
  private static final class Life<K, P, Q, A> {
    private final ProcessorContext<K, Result<P, A>> context;
    private final AsyncControl control;
    private final AsyncControl.TaskView view;
    private final AsyncTask<K, P, Q, A> task;
    private final Ticking ticking = new Ticking();

    private Life(
        ProcessorContext<K, Result<P, A>> context,
        AsyncTask.Setup setup,
        RequestStore<K, P> store,
        Work<K, P, Q, A> work) {
      this.context = context;
      this.control = setup.control();
      this.view = control.enter(context.taskId().toString());
      this.task =
          new AsyncTask<>(
              setup,
              store,
              work,
              (key, timestamp, result) -> context.forward(new Record<>(key, result, timestamp)),
              view);
    }

    private void turn() {
      task.turn();
      keepTicking();
    }

    private void keepTicking() {
      Duration wanted = task.pending() == 0 ? Duration.ZERO : task.isBusy() ? TICK : SLOW_TICK;
      ticking.every(wanted, context, timestamp -> turn());
    }

    private void end() {
      ticking.stop();
      task.close();
      control.leave(context.taskId().toString(), view);
    }
  }

  AsyncProcessor(
      AsyncTask.Setup setup,
      Serde<K> keySerde,
      Serde<P> requestSerde,
      WorkFactory<K, P, Q, A> works) {
    this.setup = setup;
    this.keySerde = keySerde;
    this.requestSerde = requestSerde;
    this.works = works;
  }

  /// Kafka Streams may give the same processor a second life, in a task that keeps its schedules:
  /// what the first one has started must not reach into the second.
  @Override
  public void init(ProcessorContext<K, Result<P, A>> context) {
    close();
    RequestStore<K, P> store =
        new RequestStore<>(
            context.getStateStore(setup.settings().pendingStore()),
            context.getStateStore(setup.settings().attemptsStore()),
            keySerde,
            requestSerde);
    Life<K, P, Q, A> opened = new Life<>(context, setup, store, works.open(context));
    life = opened;
    try {
      opened.task.restore();
    } catch (RuntimeException e) {
      close(); // Kafka Streams closes only what it has opened.
      throw e;
    }
    opened.keepTicking();
  }

  @Override
  public void process(Record<K, P> record) {
    if (life == null) {
      throw new IllegalStateException(setup.settings().name() + ": used before init");
    }
    life.task.admit(record);
    life.turn();
  }

  @Override
  public void close() {
    if (life != null) {
      life.end();
      life = null;
    }
  }
}
