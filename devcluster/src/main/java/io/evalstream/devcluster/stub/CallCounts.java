package io.evalstream.devcluster.stub;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Counts calls to the stub judge. Safe for many threads.
final class CallCounts {

  private final Map<Ending, LongAdder> calls = new EnumMap<>(Ending.class);
  private final LongAdder repeated = new LongAdder();
  private final SeenKeys promised = new SeenKeys();
  private final AtomicInteger concurrent = new AtomicInteger();
  private final AtomicInteger maxAtOnce = new AtomicInteger();

  CallCounts() {
    for (Ending ending : Ending.values()) {
      calls.put(ending, new LongAdder());
    }
  }

  /// A call has come.
  void begin() {
    maxAtOnce.accumulateAndGet(concurrent.incrementAndGet(), Math::max);
  }

  /// It is known how a call will end, before anything is done for it.
  ///
  /// A call is repeated when its key came with one that has its verdict, or is to have it. A
  /// verdict that is on its way to be told wrong, or not at all, is none.
  ///
  /// @param key null when the call has none
  void foresee(@Nullable String key, Ending ending) {
    if (key == null) {
      return;
    }
    boolean known = ending == Ending.ANSWERED ? !promised.add(key) : promised.contains(key);
    if (known) {
      repeated.increment();
    }
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

  /// Begins anew: what was seen before is forgotten, keys included. A call that runs is counted
  /// when it ends.
  void reset() {
    calls.values().forEach(LongAdder::reset);
    repeated.reset();
    promised.clear();
    maxAtOnce.set(concurrent.get());
  }

  JudgeStats stats(Places places) {
    Map<Ending, Long> sums = new EnumMap<>(Ending.class);
    calls.forEach((ending, adder) -> sums.put(ending, adder.sum()));
    return new JudgeStats(
        sums, repeated.sum(), concurrent.get(), places.taken(), places.waiting(), maxAtOnce.get());
  }
}
