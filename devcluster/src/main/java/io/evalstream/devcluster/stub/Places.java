package io.evalstream.devcluster.stub;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The places at which calls are worked on. Who finds none free waits in line; first come, first
/// served.
///
/// Safe for many threads.
final class Places {

  /// More than there can be calls, and a number that can be added to itself.
  static final int UNLIMITED = 1_000_000;

  private final Line line = new Line();

  // Guarded by this.
  private int number = UNLIMITED;

  /// A semaphore that can lose permits.
  private static final class Line extends Semaphore {

    private static final long serialVersionUID = 1L;

    Line() {
      super(UNLIMITED, true);
    }

    void remove(int permits) {
      reducePermits(permits);
    }
  }

  /// Changes how many there are. Where there are fewer, who has one keeps it.
  ///
  /// @param capacity 0 for any number
  synchronized void setNumber(long capacity) {
    int wanted = capacity == 0 ? UNLIMITED : (int) capacity;
    if (wanted > number) {
      line.release(wanted - number);
    } else {
      line.remove(number - wanted);
    }
    number = wanted;
  }

  /// Takes a place if there is one and nobody waits for it.
  boolean tryTake() throws InterruptedException {
    return line.tryAcquire(0, TimeUnit.SECONDS);
  }

  /// Waits for a place, and takes it.
  void take() throws InterruptedException {
    line.acquire();
  }

  void giveBack() {
    line.release();
  }

  /// How many are taken.
  synchronized int taken() {
    return number - line.availablePermits();
  }

  /// How many wait.
  int waiting() {
    return line.getQueueLength();
  }
}
