package io.evalstream.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.async.RequestTable.Due;
import io.evalstream.async.RequestTable.Entry;
import io.evalstream.async.RequestTable.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// What holds for the table through any history: every request ends once, none is lost, a timer
/// fires for the call or wait it was set for, a stale reply finds nothing.
class RequestTableLawsTest {

  private static final long MAX_AGE = 60;

  enum Kind {
    ADMIT,
    START,
    SUCCEED,
    FAIL,
    PAUSE,
    PASS_TIME
  }

  /// @param which picks the id, the lane or the running call
  /// @param millis a timeout, a wait or an advance of the clock
  record Step(Kind kind, int which, int millis) {}

  /// The table, next to what a plain reading of its contract expects.
  private static final class History {

    private record Timed(Entry<String> entry, long at, long call) {}

    private final RequestTable<String> table = new RequestTable<>(MAX_AGE);
    private final Map<String, Entry<String>> live = new HashMap<>();
    private final Map<Entry<String>, Timed> calling = new HashMap<>();
    private final Map<Entry<String>, Timed> waiting = new HashMap<>();
    private final List<Timed> calls = new ArrayList<>();
    private int admitted;
    private int ended;
    private long now;

    void take(Step step) {
      switch (step.kind) {
        case ADMIT -> admit("id-" + step.which % 8, "lane-" + step.which % 3, step.millis);
        case START -> start("lane-" + step.which % 3, step.millis);
        case SUCCEED -> running(step.which).ifPresent(this::end);
        case FAIL -> running(step.which).ifPresent(entry -> fail(entry, step.millis));
        case PAUSE -> running(step.which).ifPresent(this::pause);
        case PASS_TIME -> passTime(step.millis);
      }
      assertConsistent();
    }

    private void admit(String id, String lane, int wait) {
      long notBefore = wait % 2 == 0 ? 0 : now + wait;
      Tries before = new Tries(0, 1, notBefore);
      Flow flow = new Flow("group-" + wait % 2, "flow-" + wait % 3);
      if (live.containsKey(id)) {
        return;
      }
      Entry<String> entry = table.inherit(id, lane, flow, now, before, now);
      admitted++;
      live.put(id, entry);
      if (notBefore > now) {
        waiting.put(entry, new Timed(entry, notBefore, 0));
      }
    }

    private void start(String lane, int timeout) {
      Entry<String> entry = table.next(lane);
      if (entry != null) {
        int before = entry.attempts();
        long call = table.start(entry, now + timeout);
        assertThat(entry.attempts()).isEqualTo(before + 1);
        Timed timed = new Timed(entry, now + timeout, call);
        calling.put(entry, timed);
        calls.add(timed);
      }
    }

    private Optional<Entry<String>> running(int which) {
      List<Timed> now = calls.stream().filter(call -> calling.containsValue(call)).toList();
      return now.isEmpty() ? Optional.empty() : Optional.of(now.get(which % now.size()).entry);
    }

    private void fail(Entry<String> entry, int wait) {
      calling.remove(entry);
      table.wait(entry, now + wait, "failed");
      waiting.put(entry, new Timed(entry, now + wait, 0));
    }

    private void pause(Entry<String> entry) {
      int before = entry.attempts();
      calling.remove(entry);
      table.undo(entry, "paused");
      assertThat(entry.attempts()).isEqualTo(before - 1);
    }

    private void end(Entry<String> entry) {
      assertThat(live.remove(entry.id)).isSameAs(entry);
      table.end(entry);
      calling.remove(entry);
      waiting.remove(entry);
      ended++;
    }

    private void passTime(int millis) {
      now += millis;
      for (var due = table.due(now); due != null; due = table.due(now)) {
        switch (due) {
          case Due.TimedOut<String>(var entry) -> {
            assertThat(calling.get(entry).at).isLessThanOrEqualTo(now);
            fail(entry, 5);
          }
          case Due.Expired<String>(var entry) -> {
            assertThat(now - entry.admittedAt).isGreaterThanOrEqualTo(MAX_AGE);
            end(entry);
          }
        }
      }
      waiting.values().removeIf(wait -> wait.at <= now);
      assertThat(calling.values()).allMatch(call -> call.at > now);
      assertThat(live.values()).allMatch(entry -> now - entry.admittedAt < MAX_AGE);
    }

    private void assertConsistent() {
      assertThat(table.size()).isEqualTo(live.size()).isEqualTo(admitted - ended);
      for (Entry<String> entry : live.values()) {
        assertThat(table.has(entry.id)).isTrue();
        assertThat(entry.attempts()).isNotNegative();
        assertThat(entry.state()).isEqualTo(expectedState(entry));
      }
      for (Timed call : calls) {
        Entry<String> found = table.calling(call.entry.id, call.call);
        assertThat(found).isSameAs(calling.containsValue(call) ? call.entry : null);
      }
      long oldest = live.values().stream().mapToLong(entry -> entry.admittedAt).min().orElse(now);
      assertThat(table.oldestAdmittedAt(now)).isEqualTo(oldest);
    }

    private State expectedState(Entry<String> entry) {
      if (calling.containsKey(entry)) {
        return State.CALLING;
      }
      return waiting.containsKey(entry) ? State.WAITING : State.QUEUED;
    }

    /// Ends all that is left, as a peer would that answers every call at once.
    void finish() {
      List.copyOf(calling.keySet()).forEach(this::end);
      startAndEndQueued();
      for (Timed wait : List.copyOf(waiting.values())) {
        passTime((int) Math.max(0, wait.at - now));
        startAndEndQueued();
      }
    }

    private void startAndEndQueued() {
      for (String lane : table.lanes()) {
        for (var entry = table.next(lane); entry != null; entry = table.next(lane)) {
          start(lane, 1);
          end(entry);
        }
      }
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.of(Kind.class),
            Arbitraries.integers().between(0, 40),
            Arbitraries.integers().between(0, 25))
        .as(Step::new)
        .list()
        .ofMaxSize(200);
  }

  @Property(tries = 500)
  void everyRequest_endsOnce(@ForAll("steps") List<Step> steps) {
    History history = new History();

    steps.forEach(history::take);
    history.finish();

    assertThat(history.ended).isEqualTo(history.admitted);
    assertThat(history.table.size()).isZero();
  }
}
