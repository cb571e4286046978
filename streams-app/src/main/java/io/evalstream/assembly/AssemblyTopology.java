package io.evalstream.assembly;

import io.evalstream.metric.FunnelBoard;
import io.evalstream.metric.Meters;
import io.evalstream.topic.DeadLetter;
import io.evalstream.topic.OneKind;
import io.evalstream.topic.StoreNames;
import io.evalstream.topic.TraceMemory;
import io.evalstream.trace.Arrival;
import io.evalstream.trace.Trace;
import java.time.InstantSource;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.WindowStore;

/// Parts of traces in; whole traces out.
///
/// A trace is ready when the spans that its event announces are there, or after a wait by the wall
/// clock. A span that comes after that is counted as late; one whose event never comes is a dead
/// letter; an event that comes again is counted and dropped, and so are the spans of a trace whose
/// event was not sampled.
public record AssemblyTopology(
    AssemblyConfig config, InstantSource clock, Meters meters, FunnelBoard board) {

  /// @param traces ready to be judged, keyed by trace id
  /// @param deadLetters parts that will not be judged
  public record Output(KStream<String, Trace> traces, KStream<String, DeadLetter> deadLetters) {}

  /// The ids of sampled traces, for as long as an event that comes again is to be recognised.
  public static StoreBuilder<WindowStore<String, byte[]>> seenTraces(AssemblyConfig config) {
    return TraceMemory.builder(StoreNames.SEEN_TRACES, config.remember());
  }

  public Output assemble(KStream<String, Arrival> arrivals) {
    KStream<String, Assembled> assembled =
        arrivals.process(
            () -> new AssemblyProcessor(config, clock, meters, board),
            Named.as("assemble"),
            StoreNames.TRACES,
            StoreNames.SEEN_TRACES,
            StoreNames.FUNNEL);
    return new Output(
        OneKind.of(assembled, Assembled.Ready.class, Assembled.Ready::trace, "ready"),
        OneKind.of(assembled, Assembled.Refused.class, Assembled.Refused::letter, "not-assembled"));
  }
}
