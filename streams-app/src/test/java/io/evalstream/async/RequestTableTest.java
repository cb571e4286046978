package io.evalstream.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evalstream.async.RequestTable.Due;
import io.evalstream.async.RequestTable.Entry;
import org.junit.jupiter.api.Test;

class RequestTableTest {

  private static final String LANE = "lane";
  private static final Flow FLOW = new Flow("app", "evaluator");
  private static final long MAX_AGE = 1000;

  private final RequestTable<String> table = new RequestTable<>(MAX_AGE);

  private Entry<String> admit(String id) {
    return table.admit(id, LANE, FLOW, 0);
  }

  @Test
  void undone_isNotTimedOutByTheDeadlineOfItsFirstCall() {
    Entry<String> entry = admit("a");
    table.start(entry, 100);
    table.undo(entry, "quota");
    table.start(entry, 200);

    Due<String> atFirstDeadline = table.due(100);

    assertThat(atFirstDeadline).isNull();
    assertThat(table.due(200)).isEqualTo(new Due.TimedOut<>(entry));
  }

  @Test
  void undone_goesBeforeTheOthers() {
    Entry<String> first = admit("a");
    admit("b");
    table.start(first, 100);

    table.undo(first, "quota");

    assertThat(table.next(LANE)).isSameAs(first);
    assertThat(first.attempts()).isZero();
    assertThat(first.lastFailure()).isEqualTo("quota");
  }

  @Test
  void callOfAnEndedRequest_isNotThatOfItsSuccessor() {
    Entry<String> first = admit("a");
    long call = table.start(first, 100);
    table.end(first);
    Entry<String> second = admit("a");
    long later = table.start(second, 100);

    assertThat(table.calling("a", call)).isNull();
    assertThat(table.calling("a", later)).isSameAs(second);
  }

  @Test
  void timedOut_isDueOnce() {
    Entry<String> entry = admit("a");
    table.start(entry, 100);

    Due<String> first = table.due(100);
    Due<String> again = table.due(100);

    assertThat(first).isEqualTo(new Due.TimedOut<>(entry));
    assertThat(again).isNull();
  }

  @Test
  void tooOldAndTimedOut_onlyExpires() {
    Entry<String> entry = admit("a");
    table.start(entry, 100);

    Due<String> due = table.due(MAX_AGE);
    table.end(entry);

    assertThat(due).isEqualTo(new Due.Expired<>(entry));
    assertThat(table.due(MAX_AGE)).isNull();
  }

  @Test
  void undone_hasQueuedAllTheTime() {
    Entry<String> entry = admit("a");
    table.start(entry, 100);

    table.undo(entry, "quota");

    assertThat(table.queuedSince(FLOW)).isEqualTo(0);
  }

  @Test
  void deferred_hasQueuedAllTheTime() {
    Entry<String> entry = admit("a");
    table.defer(entry, 100);

    table.due(100);

    assertThat(table.queuedSince(FLOW)).isEqualTo(0);
  }

  @Test
  void calledBefore_doesNotStandForThoseThatWereNot() {
    Entry<String> tried = admit("a");
    table.start(tried, 100);
    table.admit("b", LANE, FLOW, 30);
    table.wait(tried, 200, "io");

    table.due(200);

    assertThat(table.next(LANE)).isSameAs(tried);
    assertThat(table.queuedSince(FLOW)).isEqualTo(30);
  }

  @Test
  void whereAllWereCalledBefore_theFirstStandsForThem() {
    Entry<String> tried = admit("a");
    table.start(tried, 100);
    table.wait(tried, 200, "io");

    table.due(210);

    assertThat(table.queuedSince(FLOW)).isEqualTo(200);
  }

  @Test
  void requestThatEndsInItsTurn_hasUsedIt() {
    Entry<String> first = table.admit("a1", LANE, new Flow("a", ""), 0);
    table.admit("a2", LANE, new Flow("a", ""), 0);
    Entry<String> other = table.admit("b1", LANE, new Flow("b", ""), 0);

    table.end(first);

    assertThat(table.next(LANE)).isSameAs(other);
  }

  @Test
  void oldest_expireFirst() {
    table.admit("young", LANE, FLOW, 50);
    Entry<String> old = table.inherit("old", LANE, FLOW, 10, Tries.NONE, 50);

    assertThat(table.due(MAX_AGE + 50)).isEqualTo(new Due.Expired<>(old));
    assertThat(table.oldestAdmittedAt(99)).isEqualTo(10);
  }

  @Test
  void transitionsOutOfTurn_areRefused() {
    Entry<String> first = admit("a");
    Entry<String> second = admit("b");

    assertThatThrownBy(() -> table.start(second, 100)).hasMessageContaining("not the next");
    assertThatThrownBy(() -> table.undo(first, "")).hasMessageContaining("must be calling");
    assertThatThrownBy(() -> table.wait(first, 9, "")).hasMessageContaining("must be calling");
    assertThatThrownBy(() -> admit("a")).hasMessageContaining("pending already");
    table.end(first);
    assertThatThrownBy(() -> table.end(first)).hasMessageContaining("ended before");
  }
}
