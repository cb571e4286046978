package io.evalstream.async;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Makes a slow call for each record and forwards one result, without ever blocking its thread.
///
/// *When to use:* enrichment by something that answers in seconds and fails now and then.
///
/// *How it works:* a request is put into the pending store, then into a table in the heap. Calls
/// start as the gate of their peer allows, each on a virtual thread, and hand their result to a
/// mailbox. The stream thread takes it from there, forwards the result and deletes the request, in
/// one transaction. What a crash leaves in the store is taken up again by the next owner.
///
/// *Guarantees:* under `exactly_once_v2`, exactly one result per request id, with the key and
/// timestamp of the record that brought it. Calls at least once. Results come in the order of
/// completion. A commit never waits for a call; `close` never forwards.
///
/// *Threading:* all fields belong to the stream thread, except the mailbox.
///
/// @param <K> key of the records
/// @param <P> the request; serialised while it is pending
/// @param <Q> the question put to the peer
/// @param <A> what the peer answers
public final class AsyncProcessor<K, P, Q, A> implements Processor<K, P, K, Result<P, A>> {

  private static final Duration TICK = Duration.ofMillis(20);
  // Of each kind of step in one turn; what is left is taken by the next tick.
  private static final int STEPS_AT_MOST = 500;
  private static final long REST_AFTER_RESTORE_MILLIS = 5_000;

  private final AsyncSettings settings;
  private final Serde<K> keySerde;
  private final Serde<P> requestSerde;
  private final WorkFactory<K, P, Q, A> works;
  private final AsyncControl control;
  private final AsyncListener listener;
  private final InstantSource clock;
  private final RandomGenerator random;

  private final Mailbox<A> mailbox = new Mailbox<>();
  private final Map<String, RunningCall<Q, A>> running = new HashMap<>();
  private long epoch;

  // Set by init.
  private @Nullable Task<K, P, Q, A> task;
  private @Nullable Cancellable ticking;

  /// What belongs to one life of the task.
  private record Task<K, P, Q, A>(
      ProcessorContext<K, Result<P, A>> context,
      RequestStore<K, P> store,
      Work<K, P, Q, A> work,
      RequestTable<Peer<Q, A>> table) {}

  AsyncProcessor(
      AsyncSettings settings,
      Serde<K> keySerde,
      Serde<P> requestSerde,
      WorkFactory<K, P, Q, A> works,
      AsyncControl control,
      AsyncListener listener,
      RandomGenerator random) {
    this.settings = settings;
    this.keySerde = keySerde;
    this.requestSerde = requestSerde;
    this.works = works;
    this.control = control;
    this.listener = listener;
    this.clock = control.clock();
    this.random = random;
  }

  @Override
  public void init(ProcessorContext<K, Result<P, A>> context) {
    endLife();
    Task<K, P, Q, A> opened =
        new Task<>(
            context,
            new RequestStore<>(
                context.getStateStore(settings.pendingStore()),
                context.getStateStore(settings.attemptsStore()),
                keySerde,
                requestSerde),
            works.open(context),
            new RequestTable<>(settings.maxAge().toMillis()));
    task = opened;
    restore(opened);
    afterTurn(opened);
  }

  private void restore(Task<K, P, Q, A> task) {
    long now = clock.millis();
    task.store.forEach(
        (id, request, pending, before) -> {
          int restores = before.restores() + 1;
          // From the second takeover on, the count must be committed before a call is made: a
          // request whose call kills the process would otherwise do so for ever.
          long notBefore =
              Math.max(before.notBefore(), restores > 1 ? now + REST_AFTER_RESTORE_MILLIS : 0);
          task.store.remember(id, new Tries(before.attempts(), restores, notBefore));
          task.table.admit(
              id, task.work.peer(request), pending.admittedAt(), before.attempts(), notBefore, now);
        });
    if (task.table.size() > 0) {
      listener.restored(task.table.size());
    }
  }

  @Override
  public void process(Record<K, P> record) {
    Task<K, P, Q, A> task = task();
    if (isFull(task)) {
      drain(task);
    }
    P request = record.value();
    String id = task.work.id(request);
    if (!task.table.has(id)) {
      long now = clock.millis();
      if (isFull(task)) {
        task.context.forward(
            record.withValue(new Result<>(request, new Ending.Shed<>(), 0, now, now)));
      } else {
        task.table.admit(id, task.work.peer(request), now, 0, 0, now);
        task.store.add(id, now, record);
      }
    }
    turn(task);
  }

  private boolean isFull(Task<K, P, Q, A> task) {
    return task.table.size() >= settings.maxPending();
  }

  /// One look at everything that may have changed. Bounded, so that the thread stays responsive.
  private void turn(Task<K, P, Q, A> task) {
    drain(task);
    actOnTimers(task);
    if (control.mayCall()) {
      task.table.lanes().forEach(peer -> startCalls(task, peer));
    }
    afterTurn(task);
  }

  private void drain(Task<K, P, Q, A> task) {
    for (int i = 0; i < STEPS_AT_MOST; i++) {
      Completion<A> completion = mailbox.poll();
      if (completion == null) {
        return;
      }
      completed(task, completion);
    }
  }

  private void actOnTimers(Task<K, P, Q, A> task) {
    long now = clock.millis();
    for (int i = 0; i < STEPS_AT_MOST; i++) {
      RequestTable.Due<Peer<Q, A>> due = task.table.due(now);
      switch (due) {
        case null -> {
          return;
        }
        case RequestTable.Due.TimedOut<Peer<Q, A>>(var entry) -> timedOut(task, entry);
        case RequestTable.Due.Expired<Peer<Q, A>>(var entry) -> expired(task, entry);
      }
    }
  }

  private void completed(Task<K, P, Q, A> task, Completion<A> completion) {
    var entry =
        completion.epoch() == epoch ? task.table.calling(completion.id(), completion.call()) : null;
    if (entry == null) {
      listener.staleReply();
      return;
    }
    running.remove(entry.id);
    switch (completion.result()) {
      case CallResult.Answered<A>(A answer) -> end(task, entry, new Ending.Answered<>(answer));
      case CallResult.Pause<A>(String reason, String detail, Duration pause) -> {
        listener.retrying(entry.lane.gate().name(), reason);
        task.table.undo(entry, reason + ": " + detail);
      }
      case CallResult.Retry<A> retry ->
          failed(task, entry, retry.reason(), retry.detail(), retry.after());
    }
  }

  private void timedOut(Task<K, P, Q, A> task, RequestTable.Entry<Peer<Q, A>> entry) {
    RunningCall<Q, A> call = running.get(entry.id);
    if (call != null && !call.timeOut()) {
      return; // It ended in time; its completion decides.
    }
    running.remove(entry.id);
    String detail = "no answer within " + entry.lane.timeout().toMillis() + " ms";
    failed(task, entry, "timeout", detail, null);
  }

  private void expired(Task<K, P, Q, A> task, RequestTable.Entry<Peer<Q, A>> entry) {
    RunningCall<Q, A> call = running.remove(entry.id);
    if (call != null) {
      call.withdraw();
    }
    end(task, entry, new Ending.Expired<>(entry.lastFailure()));
  }

  private void failed(
      Task<K, P, Q, A> task,
      RequestTable.Entry<Peer<Q, A>> entry,
      String reason,
      String detail,
      @Nullable Duration after) {
    listener.retrying(entry.lane.gate().name(), reason);
    if (entry.attempts() >= settings.maxAttempts()) {
      end(task, entry, new Ending.Exhausted<>(reason, detail));
      return;
    }
    long notBefore = clock.millis() + waitMillis(entry.attempts(), after);
    task.table.wait(entry, notBefore, reason + ": " + detail);
    Tries before = task.store.tries(entry.id);
    task.store.remember(entry.id, new Tries(entry.attempts(), before.restores(), notBefore));
  }

  /// What the peer asked for, if that is longer than the backoff. Beyond its age a request does not
  /// wait anyway.
  private long waitMillis(int attempts, @Nullable Duration after) {
    long backoff = settings.backoff().millisAfter(attempts, random);
    if (after == null) {
      return backoff;
    }
    Duration asked = after.compareTo(settings.maxAge()) > 0 ? settings.maxAge() : after;
    return Math.max(backoff, asked.toMillis());
  }

  private void startCalls(Task<K, P, Q, A> task, Peer<Q, A> peer) {
    for (int i = 0; i < STEPS_AT_MOST; i++) {
      var entry = task.table.next(peer);
      Gate.Pass pass = entry == null ? null : peer.gate().tryEnter();
      if (entry == null || pass == null) {
        return;
      }
      boolean started = false;
      try {
        started = start(task, entry, pass);
      } finally {
        if (!started) {
          pass.withdraw();
        }
      }
    }
  }

  /// True when a call runs, which then has the pass. Otherwise the request has ended without one.
  private boolean start(
      Task<K, P, Q, A> task, RequestTable.Entry<Peer<Q, A>> entry, Gate.Pass pass) {
    if (task.store.tries(entry.id).restores() > settings.maxRestores()) {
      end(task, entry, new Ending.Abandoned<>());
      return false;
    }
    Pending pending = task.store.get(entry.id);
    return switch (task.work.prepare(task.store.key(pending), task.store.request(pending))) {
      case Prepared.Settled<Q, A>(A answer) -> {
        end(task, entry, new Ending.Answered<>(answer));
        yield false;
      }
      case Prepared.Ready<Q, A>(Q question) -> {
        call(task, entry, question, pass);
        yield true;
      }
    };
  }

  private void call(
      Task<K, P, Q, A> task, RequestTable.Entry<Peer<Q, A>> entry, Q question, Gate.Pass pass) {
    Peer<Q, A> peer = entry.lane;
    listener.calling(peer.gate().name());
    long number = task.table.start(entry, clock.millis() + peer.timeout().toMillis());
    Attempt attempt = new Attempt(entry.id, entry.attempts(), peer.timeout());
    var order = new RunningCall.Order<>(peer.call(), question, attempt, epoch, number);
    running.put(entry.id, RunningCall.start(order, pass, mailbox));
  }

  private void end(Task<K, P, Q, A> task, RequestTable.Entry<Peer<Q, A>> entry, Ending<A> ending) {
    Pending pending = task.store.get(entry.id);
    Result<P, A> result =
        new Result<>(
            task.store.request(pending),
            ending,
            entry.attempts(),
            entry.admittedAt,
            clock.millis());
    task.context.forward(new Record<>(task.store.key(pending), result, pending.timestamp()));
    task.store.delete(entry.id);
    task.table.end(entry);
  }

  /// Ticks while something is pending; an idle task causes no commits.
  private void afterTurn(Task<K, P, Q, A> task) {
    int size = task.table.size();
    if (size > 0 && ticking == null) {
      ticking =
          task.context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, timestamp -> turn(task));
    } else if (size == 0) {
      stopTicking();
    }
    control.report(this, size, running.size(), task.table.oldestAdmittedAt(clock.millis()));
  }

  private void stopTicking() {
    if (ticking != null) {
      ticking.cancel();
      ticking = null;
    }
  }

  @Override
  public void close() {
    endLife();
    control.leave(this);
  }

  /// Kafka Streams may give the same processor a second life, in a task that keeps its schedules:
  /// what the first one has started must not reach into the second.
  private void endLife() {
    epoch++;
    stopTicking();
    running.values().forEach(RunningCall::withdraw);
    running.clear();
    task = null;
  }

  private Task<K, P, Q, A> task() {
    if (task == null) {
      throw new IllegalStateException(settings.name() + ": used before init or after close");
    }
    return task;
  }
}
