package io.evalstream.export;

import io.evalstream.async.Backoff;
import io.evalstream.event.JudgedTrace;
import io.evalstream.metric.Meters;
import io.evalstream.topic.GroupReader;
import io.evalstream.topic.GroupReader.Read;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends the evaluations of judged traces to an OTLP endpoint.
///
/// *How it works*: a batch of traces is read, sent, and committed when the endpoint has taken or
/// refused all of it. While the endpoint is away the batch is kept and nothing is read on, so the
/// lag grows and nothing else happens. When partitions move meanwhile, the batch is let go: whoever
/// has them now reads it again.
///
/// *Guarantees*: each evaluation is sent at least once, or counted as dropped. A repetition has the
/// same ids.
///
/// *Threading*: a thread of its own, which [#close] ends. What fails is logged and begun anew; it
/// never reaches the caller.
public final class Exporter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Exporter.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration BEGIN_ANEW_AFTER = Duration.ofSeconds(5);
  private static final Duration END_WITHIN = Duration.ofSeconds(5);
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(500), Duration.ofSeconds(60));

  private final Supplier<GroupReader<JudgedTrace>> join;
  private final Packing packing;
  private final Endpoint endpoint;
  private final ExportMeters meters;
  private final RandomGenerator random;
  private final Set<Signal> signals;
  private final Thread thread;
  private volatile boolean stopping;

  private Exporter(
      ExportConfig config,
      String version,
      Set<String> codeJudges,
      Supplier<GroupReader<JudgedTrace>> join,
      Meters meters,
      RandomGenerator random) {
    this.join = join;
    this.packing = new Packing(config, version, codeJudges);
    this.endpoint =
        new Endpoint(
            Objects.requireNonNull(config.endpoint(), "otlp_export.endpoint"),
            config.headers(),
            config.timeout());
    this.meters = new ExportMeters(meters);
    this.random = random;
    this.signals = EnumSet.noneOf(Signal.class);
    if (config.spans()) {
      signals.add(Signal.TRACES);
    }
    if (config.events()) {
      signals.add(Signal.LOGS);
    }
    this.thread = Thread.ofPlatform().name("otlp-export").daemon().unstarted(this::run);
  }

  /// Begins to send.
  ///
  /// @param config one that is on
  /// @param version of the monitor
  /// @param codeJudges names of judges that ask no LLM
  /// @param join gives a reader, each time that it is begun anew
  public static Exporter start(
      ExportConfig config,
      String version,
      Set<String> codeJudges,
      Supplier<GroupReader<JudgedTrace>> join,
      Meters meters,
      RandomGenerator random) {
    Exporter exporter = new Exporter(config, version, codeJudges, join, meters, random);
    exporter.thread.start();
    return exporter;
  }

  private void run() {
    try {
      while (!stopping) {
        readAndSend();
      }
    } catch (InterruptedException e) {
      LOG.debug("the export has ended");
    } finally {
      endpoint.close();
    }
  }

  private void readAndSend() throws InterruptedException {
    try (GroupReader<JudgedTrace> reader = join.get()) {
      while (!stopping) {
        next(reader);
      }
    } catch (RuntimeException e) {
      if (stopping) {
        return;
      }
      LOG.atError().setCause(e).log("the export failed and begins anew");
      Thread.sleep(BEGIN_ANEW_AFTER);
    }
  }

  private void next(GroupReader<JudgedTrace> reader) throws InterruptedException {
    List<Read<JudgedTrace>> read = reader.poll(POLL);
    List<JudgedTrace> traces = new ArrayList<>();
    for (Read<JudgedTrace> record : read) {
      switch (record) {
        case Read.Value<JudgedTrace>(JudgedTrace trace) -> traces.add(trace);
        case Read.Unreadable<JudgedTrace>(String at, String reason, String detail) ->
            meters.unreadable(signals, at, reason, detail);
      }
    }
    for (Shipment shipment : packing.pack(traces)) {
      if (!isDoneWith(shipment, reader)) {
        return;
      }
    }
    if (!read.isEmpty()) {
      reader.commit();
    }
  }

  /// Sends until there is an answer for good; false when the partitions have gone, or the end has
  /// come.
  private boolean isDoneWith(Shipment shipment, GroupReader<JudgedTrace> reader)
      throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      switch (endpoint.send(shipment)) {
        case Answer.Taken answer -> {
          meters.taken(shipment, answer);
          return true;
        }
        case Answer.Refused answer -> {
          meters.refused(shipment, answer);
          return true;
        }
        case Answer.Busy answer -> {
          meters.busy(shipment, answer);
          if (!stays(reader, pause(answer, attempt))) {
            return false;
          }
        }
      }
    }
  }

  private Duration pause(Answer.Busy answer, int attempt) {
    Duration backoff = Duration.ofMillis(BACKOFF.millisAfter(attempt, random));
    Duration asked = answer.retryAfter();
    return asked == null ? backoff : asked.plus(backoff);
  }

  private boolean stays(GroupReader<JudgedTrace> reader, Duration pause) {
    long until = System.nanoTime() + pause.toNanos();
    do {
      if (stopping || !reader.stay(POLL)) {
        return false;
      }
    } while (System.nanoTime() < until);
    return true;
  }

  /// Lets a running request end for a moment, leaves the group, and stops.
  @Override
  public void close() {
    stopping = true;
    try {
      if (!thread.join(END_WITHIN)) {
        thread.interrupt();
        thread.join(END_WITHIN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
