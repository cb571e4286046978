package io.evalstream.async;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The requests of one task and the state that each is in. Holds what fits in the heap for every
/// request, an id and some numbers, and nothing for requests that have ended.
///
/// ```
///        admit, inherit               start
///   (none) ────────> QUEUED / WAITING ────────> CALLING ──> end
///                       ^                          │
///                       └────── wait, undo ────────┘
/// ```
///
/// Requests of a lane take turns by their flow; within a flow the oldest comes first.
///
/// Every transition is a method, called on the stream thread. Timeouts, repetitions and expiry come
/// from the timers in here, so they cannot race with a completion. A request has one timer while it
/// is calling or waiting, and none while it is queued.
///
/// @param <L> what a request queues for, such as the gate of its peer
final class RequestTable<L> {

  enum State {
    QUEUED,
    CALLING,
    WAITING,
    ENDED
  }

  /// One request.
  static final class Entry<L> {
    final String id;
    final L lane;
    final Flow flow;
    final long admittedAt;
    private boolean inherited;
    private boolean noted;
    private boolean remembered;
    private final long number;
    private State state = State.QUEUED;
    private int attempts;
    private long call;
    private long timer;
    private long queuedAt;
    private String lastFailure = "";

    private Entry(String id, L lane, Flow flow, long admittedAt, int attempts, long number) {
      this.id = id;
      this.lane = lane;
      this.flow = flow;
      this.admittedAt = admittedAt;
      this.attempts = attempts;
      this.number = number;
    }

    State state() {
      return state;
    }

    /// Calls so far that count, the running one included.
    int attempts() {
      return attempts;
    }

    /// Whether it comes from an earlier life, which may have called it.
    boolean isInherited() {
      return inherited;
    }

    /// Whether it has still to be noted that this life calls it too.
    boolean isToBeNoted() {
      return inherited && !noted;
    }

    void noted() {
      noted = true;
    }

    /// Whether there is anything of it in the store of attempts.
    boolean isRemembered() {
      return remembered;
    }

    void remembered() {
      remembered = true;
    }

    /// Why the last attempt failed; empty when none did.
    String lastFailure() {
      return lastFailure;
    }
  }

  /// What a timer found.
  sealed interface Due<L> {
    /// The running attempt took too long.
    record TimedOut<L>(Entry<L> entry) implements Due<L> {}

    /// The request is too old.
    record Expired<L>(Entry<L> entry) implements Due<L> {}
  }

  private final long maxAgeMillis;
  private final Map<String, Entry<L>> entries = new HashMap<>();
  private final Map<L, FairQueue<Entry<L>>> queues = new LinkedHashMap<>();
  private final NavigableSet<Entry<L>> timers = new TreeSet<>(by(entry -> entry.timer));
  private final NavigableSet<Entry<L>> ages = new TreeSet<>(by(entry -> entry.admittedAt));
  private long admissions;
  private long calls;

  RequestTable(long maxAgeMillis) {
    this.maxAgeMillis = maxAgeMillis;
  }

  private interface Time<L> {
    long of(Entry<L> entry);
  }

  private static <L> Comparator<Entry<L>> by(Time<L> time) {
    Comparator<Entry<L>> byTime = Comparator.comparingLong(time::of);
    return byTime.thenComparingLong(entry -> entry.number);
  }

  /// Takes a request in. None with its id may be there.
  Entry<L> admit(String id, L lane, Flow flow, long now) {
    return admit(id, lane, flow, now, Tries.NONE, now);
  }

  /// Takes a request in that was admitted in an earlier life.
  Entry<L> inherit(String id, L lane, Flow flow, long admittedAt, Tries before, long now) {
    Entry<L> entry = admit(id, lane, flow, admittedAt, before, now);
    entry.inherited = true;
    entry.remembered = !before.equals(Tries.NONE);
    return entry;
  }

  private Entry<L> admit(String id, L lane, Flow flow, long admittedAt, Tries before, long now) {
    Entry<L> entry = new Entry<>(id, lane, flow, admittedAt, before.attempts(), admissions++);
    if (entries.putIfAbsent(id, entry) != null) {
      throw new IllegalStateException("request " + id + " is pending already");
    }
    ages.add(entry);
    entry.queuedAt = Math.max(now, before.notBefore());
    if (before.notBefore() > now) {
      queue(lane);
      rest(entry, before.notBefore());
    } else {
      enqueue(entry);
    }
    return entry;
  }

  private void enqueue(Entry<L> entry) {
    entry.state = State.QUEUED;
    queue(entry.lane).add(entry);
  }

  boolean has(String id) {
    return entries.containsKey(id);
  }

  /// The request of the lane whose turn it is; it stays where it is.
  @Nullable Entry<L> next(L lane) {
    return queue(lane).peek();
  }

  /// Lanes that have had a request. Only `admit` adds to them.
  Set<L> lanes() {
    return queues.keySet();
  }

  /// The next request of its lane is being called. Returns the number of the call, which no other
  /// call of this table has, be it for another attempt or for a later request with the same id.
  long start(Entry<L> entry, long deadline) {
    if (next(entry.lane) != entry) {
      throw new IllegalStateException("request " + entry.id + " is not the next of its lane");
    }
    queue(entry.lane).poll();
    entry.state = State.CALLING;
    entry.attempts++;
    entry.call = ++calls;
    setTimer(entry, deadline);
    return entry.call;
  }

  /// The request that the call is made for. Null when it has ended or given up that call.
  @Nullable Entry<L> calling(String id, long call) {
    Entry<L> entry = entries.get(id);
    return entry != null && entry.state == State.CALLING && entry.call == call ? entry : null;
  }

  /// The attempt failed; the next one may start at `notBefore`.
  void wait(Entry<L> entry, long notBefore, String failure) {
    endCall(entry, failure);
    entry.queuedAt = notBefore;
    rest(entry, notBefore);
  }

  /// The request must not be called before `notBefore`, though it is its turn.
  void defer(Entry<L> entry, long notBefore) {
    if (entry.state != State.QUEUED) {
      throw new IllegalStateException("request " + entry.id + " must be queued, is " + entry.state);
    }
    leaveQueue(entry);
    rest(entry, notBefore);
  }

  /// The attempt does not count: the request is queued as if it had not been called.
  void undo(Entry<L> entry, String failure) {
    endCall(entry, failure);
    entry.attempts--;
    enqueue(entry);
  }

  private void endCall(Entry<L> entry, String failure) {
    if (entry.state != State.CALLING) {
      throw new IllegalStateException(
          "request " + entry.id + " must be calling, is " + entry.state);
    }
    timers.remove(entry);
    entry.lastFailure = failure;
  }

  private void rest(Entry<L> entry, long notBefore) {
    entry.state = State.WAITING;
    setTimer(entry, notBefore);
  }

  private void setTimer(Entry<L> entry, long at) {
    entry.timer = at;
    timers.add(entry);
  }

  /// The request has its result.
  void end(Entry<L> entry) {
    if (!entries.remove(entry.id, entry)) {
      throw new IllegalStateException("request " + entry.id + " has ended before");
    }
    ages.remove(entry);
    timers.remove(entry);
    leaveQueue(entry);
    entry.state = State.ENDED;
  }

  /// Whose turn it is has then used it, so that many which need no call hold up nobody.
  private void leaveQueue(Entry<L> entry) {
    FairQueue<Entry<L>> queue = queue(entry.lane);
    if (queue.peek() == entry) {
      queue.poll();
    } else {
      queue.remove(entry);
    }
  }

  /// Puts requests whose wait is over into their queues; returns one that has to end or be
  /// repeated, or null. The caller acts on it before the next call.
  @Nullable Due<L> due(long now) {
    if (!ages.isEmpty() && now - ages.getFirst().admittedAt >= maxAgeMillis) {
      return new Due.Expired<>(ages.getFirst());
    }
    while (!timers.isEmpty() && timers.getFirst().timer <= now) {
      Entry<L> entry = timers.removeFirst();
      if (entry.state == State.CALLING) {
        return new Due.TimedOut<>(entry);
      }
      enqueue(entry);
    }
    return null;
  }

  /// Whether a call or a wait runs out by then.
  boolean isDueBy(long time) {
    return !timers.isEmpty() && timers.getFirst().timer <= time;
  }

  int size() {
    return entries.size();
  }

  /// Epoch milliseconds at which the oldest request came; `now` when there is none.
  long oldestAdmittedAt(long now) {
    return ages.isEmpty() ? now : ages.getFirst().admittedAt;
  }

  /// When the first request of the flow, in whatever lane, began to queue; null when none does. One
  /// that was called before has not waited all the time, so it stands for the flow only where all
  /// were.
  @Nullable Long queuedSince(Flow flow) {
    Long since = null;
    for (FairQueue<Entry<L>> queue : queues.values()) {
      Entry<L> first = queue.first(flow, entry -> entry.attempts == 0);
      if (first != null && (since == null || first.queuedAt < since)) {
        since = first.queuedAt;
      }
    }
    return since;
  }

  private FairQueue<Entry<L>> queue(L lane) {
    return queues.computeIfAbsent(
        lane, key -> new FairQueue<>(entry -> entry.flow, by(entry -> entry.admittedAt)));
  }
}
