package io.evalstream.async;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The requests of one task and the state that each is in. Holds what fits in the heap for every
/// request: an id and some numbers.
///
/// ```
///            admit                 start
///   (none) ────────> QUEUED / WAITING ────────> CALLING ──> end
///                       ^                          │
///                       └──────── wait ────────────┘
/// ```
///
/// Every transition is a method, called on the stream thread. Timeouts, repetitions and expiry come
/// from one heap of timers, so they cannot race with a completion.
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
    final long admittedAt;
    private State state = State.QUEUED;
    private int attempts;
    private String lastFailure = "";

    private Entry(String id, L lane, long admittedAt, int attempts) {
      this.id = id;
      this.lane = lane;
      this.admittedAt = admittedAt;
      this.attempts = attempts;
    }

    State state() {
      return state;
    }

    /// Calls so far that count, the running one included.
    int attempts() {
      return attempts;
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

  private record Timer<L>(long at, Entry<L> entry, State state, int attempt) {
    boolean isFor(State state) {
      return this.state == state && entry.state == state && entry.attempts == attempt;
    }
  }

  private final long maxAgeMillis;
  private final Map<String, Entry<L>> entries = new LinkedHashMap<>();
  private final Map<L, Deque<Entry<L>>> queues = new HashMap<>();
  private final PriorityQueue<Timer<L>> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::at));
  private final PriorityQueue<Entry<L>> ages =
      new PriorityQueue<>(Comparator.comparingLong(entry -> entry.admittedAt));

  RequestTable(long maxAgeMillis) {
    this.maxAgeMillis = maxAgeMillis;
  }

  /// Takes a request in. Null when one with this id is already there.
  @Nullable Entry<L> admit(
      String id, L lane, long admittedAt, int attempts, long notBefore, long now) {
    Entry<L> entry = new Entry<>(id, lane, admittedAt, attempts);
    if (entries.putIfAbsent(id, entry) != null) {
      return null;
    }
    ages.add(entry);
    if (notBefore > now) {
      wait(entry, notBefore);
    } else {
      queue(lane).addLast(entry);
    }
    return entry;
  }

  /// The next request of the lane that can be started; it stays where it is.
  @Nullable Entry<L> next(L lane) {
    return queue(lane).peekFirst();
  }

  /// Lanes that have had a request.
  Set<L> lanes() {
    return queues.keySet();
  }

  /// The next request of its lane is being called.
  void start(Entry<L> entry, long deadline) {
    Entry<L> first = queue(entry.lane).pollFirst();
    if (first != entry) {
      throw new IllegalStateException("request " + entry.id + " is not the next of its lane");
    }
    entry.state = State.CALLING;
    entry.attempts++;
    timers.add(new Timer<>(deadline, entry, State.CALLING, entry.attempts));
  }

  /// The request that the attempt belongs to. Null when it has ended or is past that attempt.
  @Nullable Entry<L> calling(String id, int attempt) {
    Entry<L> entry = entries.get(id);
    return entry != null && entry.state == State.CALLING && entry.attempts == attempt
        ? entry
        : null;
  }

  /// The attempt failed; the next one may start at `notBefore`.
  void wait(Entry<L> entry, long notBefore, String failure) {
    entry.lastFailure = failure;
    wait(entry, notBefore);
  }

  private void wait(Entry<L> entry, long notBefore) {
    entry.state = State.WAITING;
    timers.add(new Timer<>(notBefore, entry, State.WAITING, entry.attempts));
  }

  /// The attempt does not count; the request is the next of its lane again.
  void undo(Entry<L> entry, String failure) {
    entry.lastFailure = failure;
    entry.attempts--;
    entry.state = State.QUEUED;
    queue(entry.lane).addFirst(entry);
  }

  /// The request has its result.
  void end(Entry<L> entry) {
    if (entries.remove(entry.id) != entry) {
      throw new IllegalStateException("request " + entry.id + " has ended before");
    }
    if (entry.state == State.QUEUED) {
      queue(entry.lane).remove(entry);
    }
    entry.state = State.ENDED;
  }

  /// Puts requests whose wait is over into their queues; returns what has to end or be repeated.
  /// The caller acts on each before the next call.
  List<Due<L>> due(long now) {
    List<Due<L>> due = new ArrayList<>();
    while (!timers.isEmpty() && timers.peek().at <= now) {
      Timer<L> timer = timers.poll();
      if (timer.isFor(State.WAITING)) {
        timer.entry.state = State.QUEUED;
        queue(timer.entry.lane).addLast(timer.entry);
      } else if (timer.isFor(State.CALLING)) {
        due.add(new Due.TimedOut<>(timer.entry));
      }
    }
    while (!ages.isEmpty()
        && (ages.peek().state == State.ENDED || ages.peek().admittedAt + maxAgeMillis <= now)) {
      Entry<L> entry = ages.poll();
      if (entry.state != State.ENDED) {
        due.removeIf(other -> other instanceof Due.TimedOut<L>(var late) && late == entry);
        due.add(new Due.Expired<>(entry));
      }
    }
    return due;
  }

  int size() {
    return entries.size();
  }

  /// Epoch milliseconds at which the oldest request came; `now` when there is none.
  long oldestAdmittedAt(long now) {
    while (!ages.isEmpty() && ages.peek().state == State.ENDED) {
      ages.poll();
    }
    return ages.isEmpty() ? now : ages.peek().admittedAt;
  }

  private Deque<Entry<L>> queue(L lane) {
    return queues.computeIfAbsent(lane, key -> new ArrayDeque<>());
  }
}
