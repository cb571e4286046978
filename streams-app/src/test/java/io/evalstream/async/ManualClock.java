package io.evalstream.async;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// A clock that a test moves by hand. Counts how often it is read.
final class ManualClock implements InstantSource {

  static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

  private final AtomicLong now = new AtomicLong(START.toEpochMilli());
  private final AtomicLong reads = new AtomicLong();

  void advance(Duration by) {
    now.addAndGet(by.toMillis());
  }

  long reads() {
    return reads.get();
  }

  @Override
  public Instant instant() {
    reads.incrementAndGet();
    return Instant.ofEpochMilli(now.get());
  }
}
