package io.evalstream.devcluster.stub;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// Counts calls to the stub judge. Safe for many threads.
final class CallCounts {

  private final Map<Ending, LongAdder> calls = new EnumMap<>(Ending.class);
  private final AtomicInteger concurrent = new AtomicInteger();
  private final AtomicInteger maxConcurrent = new AtomicInteger();

  CallCounts() {
    for (Ending ending : Ending.values()) {
      calls.put(ending, new LongAdder());
    }
  }

  /// A call has come.
  void begin() {
    maxConcurrent.accumulateAndGet(concurrent.incrementAndGet(), Math::max);
  }

  /// It is known how a call ends; said before the client can see it.
  void count(Ending ending) {
    LongAdder adder = calls.get(ending);
    if (adder != null) {
      adder.increment();
    }
  }

  /// A call is over.
  void end() {
    concurrent.decrementAndGet();
  }

  /// @param waiting how many calls are in line
  JudgeStats stats(int waiting) {
    Map<Ending, Long> sums = new EnumMap<>(Ending.class);
    calls.forEach((ending, adder) -> sums.put(ending, adder.sum()));
    return new JudgeStats(sums, concurrent.get(), waiting, maxConcurrent.get());
  }
}
