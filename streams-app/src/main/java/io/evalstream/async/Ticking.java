package io.evalstream.async;

import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/// What a processor does now and then by the wall clock, while there is something to do: each tick
/// causes a commit, so an idle task has none.
///
/// Kafka Streams keeps the schedules of a task that it revives: one of an earlier life must not go
/// on beside its successor. So a processor stops it when a life begins, and when it ends.
///
/// *Threading:* the stream thread only.
public final class Ticking {

  private Duration pace = Duration.ZERO;
  private @Nullable Cancellable schedule;

  /// Ticks at this pace from now on. The pace that it has already changes nothing.
  ///
  /// @param wanted zero for not at all
  public void every(Duration wanted, ProcessorContext<?, ?> context, Punctuator tick) {
    if (wanted.equals(pace)) {
      return;
    }
    stop();
    if (!wanted.isZero()) {
      pace = wanted;
      schedule = context.schedule(wanted, PunctuationType.WALL_CLOCK_TIME, tick);
    }
  }

  public boolean isOn() {
    return schedule != null;
  }

  public void stop() {
    pace = Duration.ZERO;
    if (schedule != null) {
      schedule.cancel();
      schedule = null;
    }
  }
}
