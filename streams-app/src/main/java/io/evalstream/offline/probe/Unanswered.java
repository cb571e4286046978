package io.evalstream.offline.probe;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// The questions of a probe that ended without an answer.
public final class Unanswered {

  private final Map<String, Integer> byOutcome = new TreeMap<>();
  private String lastReason = "";
  private boolean mayPass;

  void add(Interview.Answer.None none) {
    lastReason = none.why();
    byOutcome.merge(none.outcome().wireName(), 1, Integer::sum);
    mayPass |= none.outcome().mayPass();
  }

  public boolean isEmpty() {
    return byOutcome.isEmpty();
  }

  /// Whether one of them may have an answer another time.
  public boolean mayPass() {
    return mayPass;
  }

  public Map<String, Integer> byOutcome() {
    return Collections.unmodifiableMap(byOutcome);
  }

  /// For people: their numbers by outcome, and why the last one had no answer.
  @Override
  public String toString() {
    return "without an answer: " + byOutcome + "; the last one: " + lastReason;
  }
}
