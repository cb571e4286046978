package io.evalstream.gate;

import io.evalstream.event.ChatEvent;
import io.evalstream.event.Evaluation;
import io.evalstream.judgement.TraceView;
import io.evalstream.state.JudgementRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A trace that somebody waits to be judged.
///
/// *Threading:* safe for all threads.
final class Turn {

  private final long number;
  private final TraceView view;
  private final List<JudgementRequest> requests;
  private final long until;
  private final Map<String, Evaluation> ended = new ConcurrentHashMap<>();
  private final CountDownLatch open;
  private volatile boolean cutShort;

  /// @param number of no other turn
  /// @param until when nobody waits any more, as [System#nanoTime] tells it
  Turn(long number, TraceView view, List<JudgementRequest> requests, long until) {
    this.number = number;
    this.view = view;
    this.requests = List.copyOf(requests);
    this.until = until;
    this.open = new CountDownLatch(requests.size());
  }

  ChatEvent event() {
    return view.event();
  }

  TraceView view() {
    return view;
  }

  List<JudgementRequest> requests() {
    return requests;
  }

  /// Of one judgement; two requests may have the same trace.
  String id(JudgementRequest request) {
    return number + "-" + request.getEvaluationId();
  }

  boolean isOver() {
    return System.nanoTime() - until >= 0;
  }

  void end(Evaluation evaluation) {
    if (ended.putIfAbsent(evaluation.getEvaluationId(), evaluation) == null) {
      open.countDown();
    }
  }

  Optional<Evaluation> evaluation(JudgementRequest request) {
    return Optional.ofNullable(ended.get(request.getEvaluationId()));
  }

  /// Waits until every judgement has ended, or nobody waits any more.
  void await() throws InterruptedException {
    // What has not ended by then shows in what is missing.
    boolean _ = open.await(until - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  /// Whether no judgement is pending, whoever waits.
  boolean hasEnded() {
    return requests.stream().allMatch(request -> ended.containsKey(request.getEvaluationId()));
  }

  /// Nobody is to wait any more.
  void giveUp() {
    if (open.getCount() > 0 && !isOver()) {
      cutShort = true;
    }
    while (open.getCount() > 0) {
      open.countDown();
    }
  }

  /// Whether the waiting was given up before its time.
  boolean isCutShort() {
    return cutShort;
  }
}
