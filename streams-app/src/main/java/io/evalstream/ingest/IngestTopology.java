package io.evalstream.ingest;

import io.evalstream.metric.FunnelBoard;
import io.evalstream.metric.Meters;
import io.evalstream.topic.DeadLetter;
import io.evalstream.topic.EventDecoder;
import io.evalstream.topic.OneKind;
import io.evalstream.topic.StoreNames;
import io.evalstream.topic.TopicNames;
import io.evalstream.trace.Arrival;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

/// Raw records in; valid parts of traces and dead letters out.
///
/// The join of a trace needs all its parts in one task. A record that does not lie in the partition
/// of its trace id (no key, another key, another partitioner) takes a detour through one internal
/// topic; all others go straight on.
///
/// @param appLabel the name under which an app is counted: itself when it is configured
public record IngestTopology(
    TopicNames topics,
    int partitions,
    IngestConfig config,
    EventDecoder decoder,
    UnaryOperator<String> appLabel,
    InstantSource clock,
    Meters meters,
    FunnelBoard board) {

  /// @param arrivals valid parts, keyed by trace id, each in the partition of its key
  /// @param deadLetters what is not valid
  public record Output(
      KStream<String, Arrival> arrivals, KStream<String, DeadLetter> deadLetters) {}

  public Output ingest(KStream<byte[], byte[]> raw) {
    KStream<String, Ingested> ingested =
        raw.process(
            () ->
                new IngestProcessor(
                    topics, partitions, config, decoder, appLabel, clock, meters, board),
            Named.as("ingest"),
            StoreNames.FUNNEL);
    OneKind.of(ingested, Ingested.Misplaced.class, Ingested.Misplaced::value, "misplaced")
        .to(
            topics.rekeyed(),
            Produced.with(Serdes.String(), Serdes.ByteArray()).withName("rekeyed-sink"));
    return new Output(
        OneKind.of(ingested, Ingested.Accepted.class, Ingested.Accepted::arrival, "accepted"),
        OneKind.of(ingested, Ingested.Refused.class, Ingested.Refused::letter, "refused"));
  }
}
