package io.evalstream.judging;

import io.evalstream.async.AsyncControl;
import io.evalstream.async.Standing;
import io.evalstream.judgement.Bench;
import io.evalstream.state.JudgeStanding;
import io.evalstream.state.JudgementRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Tells when a judge can no longer be used, and when it can again: one record for each change,
/// keyed by the judge.
///
/// It looks once a second while judgements are pending, for without calls nothing changes. A new
/// owner of the task tells what it sees, so that what an earlier one said does not stay.
final class WatchProcessor
    extends ContextualProcessor<String, JudgementRequest, String, JudgeStanding> {

  private static final Duration TICK = Duration.ofSeconds(1);

  private final Bench bench;
  private final AsyncControl control;
  private final InstantSource clock;

  // The stream thread's.
  private final Map<String, Standing> told = new HashMap<>();
  private @Nullable Cancellable ticking;

  WatchProcessor(Bench bench, AsyncControl control, InstantSource clock) {
    this.bench = bench;
    this.control = control;
    this.clock = clock;
  }

  @Override
  public void init(ProcessorContext<String, JudgeStanding> context) {
    super.init(context);
    close();
    told.clear();
    startTicking();
  }

  @Override
  public void process(Record<String, JudgementRequest> record) {
    startTicking();
  }

  private void startTicking() {
    if (ticking == null) {
      ticking = context().schedule(TICK, PunctuationType.WALL_CLOCK_TIME, timestamp -> look());
    }
  }

  private void look() {
    bench.judges().forEach((judge, peer) -> tell(judge, peer.gate().standing()));
    if (control.pending(context().taskId().toString()) == 0) {
      close();
    }
  }

  private void tell(String judge, Standing standing) {
    if (standing.equals(told.put(judge, standing))) {
      return;
    }
    JudgeStanding seen =
        new JudgeStanding(
            judge,
            context().taskId().toString(),
            standing.usable(),
            standing.reason(),
            standing.detail(),
            clock.instant());
    context().forward(new Record<>(judge, seen, clock.millis()));
  }

  @Override
  public void close() {
    if (ticking != null) {
      ticking.cancel();
      ticking = null;
    }
  }
}
