package io.evalstream.async;

import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One life of one task: the state machine of its requests.
///
/// *How it works:* a request is put into the store, then into the table in the heap. Calls start as
/// the gate of their peer allows. Their ends come through the mailbox; timeouts, repetitions and
/// expiry from the table's timers. Each end is forwarded and deleted in one step.
///
/// A life ends with [#close] and never starts again: its mailbox goes with it, so a reply to a call
/// of an earlier life reaches nobody.
///
/// *Threading:* the stream thread only, except the mailbox.
final class AsyncTask<K, P, Q, A> {

  private static final Logger LOG = LoggerFactory.getLogger(AsyncTask.class);
  // Of each kind of step in one turn; what is left is taken by the next one.
  private static final int STEPS_AT_MOST = 500;
  private static final long UNTIL_COMMITTED_MILLIS = 5_000;
  // Those behind them may wait for long, and what only waits must not be counted.
  private static final int NOTED_AHEAD_AT_MOST = 1_000;
  private static final long SOON_MILLIS = 1_000;
  private static final long MEASURE_EVERY_MILLIS = 250;

  /// What all lives of all tasks of an operator have in common.
  record Setup(
      AsyncSettings settings,
      AsyncControl control,
      AsyncListener listener,
      CallRunner runner,
      RandomGenerator random) {}

  /// A request as it was read from the store.
  private record Read<K, P>(K key, P request, long timestamp) {}

  /// A call on its way, and what it was made for.
  private record Started<K, P>(RunningCall call, Read<K, P> read) {}

  private final Setup setup;
  private final RequestStore<K, P> store;
  private final Work<K, P, Q, A> work;
  private final Outlet<K, P, A> outlet;
  private final AsyncControl.TaskView view;
  private final RequestTable<Lane<Q, A>> table;
  private final FlowBook flows;
  private final IdentityHashMap<Peer<Q, A>, Lane<Q, A>> lanes = new IdentityHashMap<>();
  private final Mailbox<A> mailbox = new Mailbox<>();
  private final Map<String, Started<K, P>> running = new HashMap<>();
  private long measuredAt;

  AsyncTask(
      Setup setup,
      RequestStore<K, P> store,
      Work<K, P, Q, A> work,
      Outlet<K, P, A> outlet,
      AsyncControl.TaskView view) {
    this.setup = setup;
    this.store = store;
    this.work = work;
    this.outlet = outlet;
    this.view = view;
    this.table = new RequestTable<>(setup.settings.maxAge().toMillis());
    this.flows = new FlowBook(setup.settings.maxPending());
  }

  /// Takes up what an earlier life has left in the store.
  void restore() {
    long now = now();
    store.forEach(
        (id, key, request, pending, before) -> {
          Flow flow = work.flow(key, request);
          table.inherit(id, lane(request), flow, pending.admittedAt(), before, now);
          flows.admitted(flow, now);
        });
    if (table.size() > 0) {
      setup.listener.restored(table.size());
    }
    show();
  }

  private Lane<Q, A> lane(P request) {
    return lanes.computeIfAbsent(work.peer(request), Lane::new);
  }

  /// Takes a request in, or ends it at once when there are too many.
  void admit(Record<K, P> record) {
    P request = record.value();
    String id = work.id(request);
    if (table.has(id)) {
      return;
    }
    long now = now();
    Flow flow = work.flow(record.key(), request);
    if (flows.isFull(flow)) {
      drain();
    }
    if (flows.isFull(flow)) {
      outlet.forward(
          record.key(),
          record.timestamp(),
          new Result<>(request, new Ending.Shed<>(), 0, now, now));
      return;
    }
    table.admit(id, lane(request), flow, now);
    flows.admitted(flow, now);
    store.add(id, now, record);
  }

  /// One look at everything that may have changed. Bounded, so that the thread stays responsive.
  void turn() {
    drain();
    actOnTimers();
    if (setup.control.mayCall()) {
      table.lanes().forEach(this::startCalls);
    }
    show();
  }

  private void show() {
    long now = now();
    view.show(table.size(), running.size(), table.oldestAdmittedAt(now));
    if (now - measuredAt >= MEASURE_EVERY_MILLIS || table.size() == 0) {
      measuredAt = now;
      view.show(flows.measure(table::queuedSince, now));
    }
  }

  private void drain() {
    for (int i = 0; i < STEPS_AT_MOST; i++) {
      Completion<A> completion = mailbox.poll();
      if (completion == null) {
        return;
      }
      completed(completion);
    }
  }

  private void actOnTimers() {
    long now = now();
    for (int i = 0; i < STEPS_AT_MOST; i++) {
      RequestTable.Due<Lane<Q, A>> due = table.due(now);
      switch (due) {
        case null -> {
          return;
        }
        case RequestTable.Due.TimedOut<Lane<Q, A>>(var entry) -> timedOut(entry);
        case RequestTable.Due.Expired<Lane<Q, A>>(var entry) -> {
          if (!stop(entry)) {
            return; // It ended in time; its completion decides, in one of the next turns.
          }
          end(entry, read(entry), new Ending.Expired<>(entry.lastFailure()));
        }
      }
    }
  }

  private void completed(Completion<A> completion) {
    var entry = table.calling(completion.id(), completion.call());
    if (entry == null) {
      setup.listener.staleReply();
      return;
    }
    Started<K, P> started = Objects.requireNonNull(running.remove(entry.id));
    switch (completion.result()) {
      case CallResult.Answered<A>(A answer) ->
          end(entry, started.read, new Ending.Answered<>(answer));
      case CallResult.Pause<A>(String reason, String detail, Duration _) -> {
        setup.listener.retrying(entry.lane.peer.gate().name(), reason);
        table.undo(entry, reason + ": " + detail);
      }
      case CallResult.Retry<A> retry ->
          failed(entry, retry.reason(), retry.detail(), retry.after());
    }
  }

  private void timedOut(RequestTable.Entry<Lane<Q, A>> entry) {
    if (!Objects.requireNonNull(running.get(entry.id)).call.timeOut()) {
      return; // It ended in time; its completion decides.
    }
    running.remove(entry.id);
    String detail = "no answer within " + entry.lane.peer.timeout().toMillis() + " ms";
    failed(entry, "timeout", detail, null);
  }

  /// False when its call has ended by itself.
  private boolean stop(RequestTable.Entry<Lane<Q, A>> entry) {
    Started<K, P> started = running.get(entry.id);
    if (started != null && !started.call.withdraw()) {
      return false;
    }
    running.remove(entry.id);
    return true;
  }

  private void failed(
      RequestTable.Entry<Lane<Q, A>> entry,
      String reason,
      String detail,
      @Nullable Duration after) {
    setup.listener.retrying(entry.lane.peer.gate().name(), reason);
    if (entry.attempts() >= setup.settings.maxAttempts()) {
      end(entry, read(entry), new Ending.Exhausted<>(reason, detail));
      return;
    }
    long notBefore = now() + waitMillis(entry.attempts(), after);
    table.wait(entry, notBefore, reason + ": " + detail);
    int lives = entry.isRemembered() ? store.tries(entry.id).lives() : 0;
    remember(entry, new Tries(entry.attempts(), lives, notBefore));
  }

  private void remember(RequestTable.Entry<Lane<Q, A>> entry, Tries made) {
    store.remember(entry.id, made);
    entry.remembered();
  }

  /// What the peer asked for, if that is longer than the backoff. Beyond its age a request does not
  /// wait anyway.
  private long waitMillis(int attempts, @Nullable Duration after) {
    long backoff = setup.settings.backoff().millisAfter(attempts, setup.random);
    if (after == null) {
      return backoff;
    }
    Duration maxAge = setup.settings.maxAge();
    Duration asked = after.compareTo(maxAge) > 0 ? maxAge : after;
    return Math.max(backoff, asked.toMillis());
  }

  private void startCalls(Lane<Q, A> lane) {
    for (int i = 0; i < STEPS_AT_MOST; i++) {
      var entry = table.next(lane);
      if (entry == null) {
        lane.claim.wantsNothing();
        return;
      }
      if (entry.isToBeNoted() && hasNotedEnough(lane)) {
        lane.claim.wantsNothing();
        return;
      }
      Gate.Pass pass = lane.claim.tryEnter();
      if (pass == null) {
        return;
      }
      boolean started = false;
      try {
        if (entry.isToBeNoted()) {
          note(entry);
        } else {
          started = start(entry, pass);
        }
      } finally {
        if (!started) {
          pass.cancel();
        }
      }
    }
  }

  /// While the peer cannot be used, one request at a time tries.
  private boolean hasNotedEnough(Lane<?, ?> lane) {
    int most = lane.peer.gate().standing().usable() ? NOTED_AHEAD_AT_MOST : 1;
    return lane.uncommittedNotes(now()) >= most;
  }

  /// Notes that this life will call a request of an earlier one. The note has to be committed
  /// before the call: a request whose call kills the process takes with it what is not committed,
  /// and would do so for ever.
  private void note(RequestTable.Entry<Lane<Q, A>> entry) {
    Tries before = store.tries(entry.id);
    int earlier = before.earlierLives();
    if (earlier >= setup.settings.maxLives()) {
      end(entry, read(entry), new Ending.Abandoned<>());
      return;
    }
    long committed = now() + UNTIL_COMMITTED_MILLIS;
    remember(entry, new Tries(before.attempts(), earlier + 1, committed));
    entry.noted();
    entry.lane.noted(committed);
    table.defer(entry, committed);
  }

  /// True when a call runs, which then has the pass. Otherwise the request has ended without one,
  /// or waits.
  private boolean start(RequestTable.Entry<Lane<Q, A>> entry, Gate.Pass pass) {
    Read<K, P> read = read(entry);
    return switch (prepare(entry, read)) {
      case null -> false;
      case Prepared.Settled<Q, A>(A answer) -> {
        end(entry, read, new Ending.Answered<>(answer));
        yield false;
      }
      case Prepared.Later<Q, A>(Duration delay) -> {
        table.defer(entry, now() + Math.max(1, delay.toMillis()));
        yield false;
      }
      case Prepared.Ready<Q, A>(Q question) -> {
        call(entry, read, question, pass);
        yield true;
      }
    };
  }

  /// Null when the request cannot be asked; it has then ended.
  private @Nullable Prepared<Q, A> prepare(RequestTable.Entry<Lane<Q, A>> entry, Read<K, P> read) {
    try {
      return work.prepare(read.key, read.request);
    } catch (KafkaException e) {
      throw e; // Of the stores, not of the request.
    } catch (RuntimeException e) {
      LOG.atWarn().addKeyValue("request", entry.id).setCause(e).log("a request cannot be asked");
      end(entry, read, new Ending.Exhausted<>("exception", Brief.of(e)));
      return null;
    }
  }

  private Read<K, P> read(RequestTable.Entry<Lane<Q, A>> entry) {
    Pending pending = store.get(entry.id);
    return new Read<>(store.key(pending), store.request(pending), pending.timestamp());
  }

  private void call(
      RequestTable.Entry<Lane<Q, A>> entry, Read<K, P> read, Q question, Gate.Pass pass) {
    Peer<Q, A> peer = entry.lane.peer;
    pass.expects(peer.cost().before(question));
    setup.listener.calling(peer.gate().name(), entry.isInherited());
    long number = table.start(entry, now() + peer.timeout().toMillis());
    Attempt attempt = new Attempt(entry.id, entry.attempts(), peer.timeout());
    CallOrder<Q, A> order = new CallOrder<>(peer, question, attempt, number);
    running.put(entry.id, new Started<>(setup.runner.start(order, pass, mailbox), read));
  }

  private void end(RequestTable.Entry<Lane<Q, A>> entry, Read<K, P> read, Ending<A> ending) {
    outlet.forward(
        read.key,
        read.timestamp,
        new Result<>(read.request, ending, entry.attempts(), entry.admittedAt, now()));
    store.delete(entry.id, entry.isRemembered());
    table.end(entry);
    flows.ended(entry.flow);
  }

  /// Requests without a result.
  int pending() {
    return table.size();
  }

  /// Whether something may happen in the next moments: a call ends, or one can start.
  boolean isBusy() {
    return !running.isEmpty()
        || table.isDueBy(now() + SOON_MILLIS)
        || table.lanes().stream()
            .anyMatch(lane -> table.next(lane) != null && !lane.peer.gate().isClosed());
  }

  /// Gives up all calls. Forwards and stores nothing.
  void close() {
    running.values().forEach(started -> started.call.withdraw());
    running.clear();
    lanes.values().forEach(lane -> lane.claim.close());
  }

  private long now() {
    return setup.control.clock().millis();
  }
}
