package io.evalstream.app;

import io.evalstream.gate.GateConfig;
import io.evalstream.gate.GateRoutes;
import io.evalstream.gate.LabelBook;
import io.evalstream.gate.TurnJudging;
import io.evalstream.judgement.Bench;
import io.evalstream.metric.Meters;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// The gate of this instance: what it knows of labels, and what it answers.
final class MonitorGate implements AutoCloseable {

  private final KafkaConfig kafka;
  private final GateConfig config;
  private final InstantSource clock;
  private final LabelBook book;
  private final TurnJudging judging;
  private final GateRoutes routes;
  private @Nullable GateFeed feed;

  MonitorGate(MonitorConfig monitor, Bench bench, Meters meters, InstantSource clock) {
    this.kafka = monitor.kafka();
    this.config = monitor.gate();
    this.clock = clock;
    this.book = new LabelBook(config, clock);
    this.judging = TurnJudging.start(config, bench, monitor.judging().operator(), clock, meters);
    this.routes = new GateRoutes(config, monitor.apps(), book, judging, meters, clock);
  }

  GateRoutes routes() {
    return routes;
  }

  /// Begins to read labels. Kafka has to be there, with its topics.
  void follow() {
    feed = GateFeed.start(kafka, config, book, clock);
  }

  /// Answers everybody who waits: no label is waited for any more.
  @Override
  public void close() {
    book.stop();
    judging.close();
    if (feed != null) {
      feed.close();
    }
  }
}
