package io.evalstream.judging;

import io.evalstream.async.Standing;
import io.evalstream.async.Ticking;
import io.evalstream.state.JudgeStanding;
import io.evalstream.state.JudgementRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Tells when a judge can no longer be used, and when it can again: one record for each change,
/// keyed by the judge.
///
/// It looks once a second while judgements are pending, for without calls nothing changes. Other
/// tasks may have calls: so it looks once a minute as long as one of the judges cannot be used, or
/// was not heard of in this process. A new owner of the task tells what it knows, so that what an
/// earlier one said does not stay; it takes no judge for usable that it has not heard of.
final class WatchProcessor
    extends ContextualProcessor<String, JudgementRequest, String, JudgeStanding> {

  private static final Duration BUSY = Duration.ofSeconds(1);
  private static final Duration IDLE = Duration.ofMinutes(1);

  private final Set<String> judges;
  private final Function<String, Optional<Standing>> standing;
  private final ToIntFunction<String> pending;
  private final InstantSource clock;

  // The stream thread's.
  private final Map<String, Standing> told = new HashMap<>();
  private final Ticking ticking = new Ticking();

  /// @param standing of a judge; empty while this process has not heard of it
  /// @param pending judgements of a task
  WatchProcessor(
      Set<String> judges,
      Function<String, Optional<Standing>> standing,
      ToIntFunction<String> pending,
      InstantSource clock) {
    this.judges = Set.copyOf(judges);
    this.standing = standing;
    this.pending = pending;
    this.clock = clock;
  }

  @Override
  public void init(ProcessorContext<String, JudgeStanding> context) {
    super.init(context);
    ticking.stop();
    told.clear();
    tickEvery(BUSY);
  }

  @Override
  public void process(Record<String, JudgementRequest> record) {
    tickEvery(BUSY);
  }

  private void tickEvery(Duration pace) {
    ticking.every(pace, context(), timestamp -> look());
  }

  private void look() {
    judges.forEach(judge -> standing.apply(judge).ifPresent(seen -> tell(judge, seen)));
    if (pending.applyAsInt(context().taskId().toString()) > 0) {
      tickEvery(BUSY);
    } else if (told.size() == judges.size() && told.values().stream().allMatch(Standing::usable)) {
      ticking.stop();
    } else {
      tickEvery(IDLE);
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
    ticking.stop();
  }
}
