package io.evalstream.app;

import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import io.evalstream.gate.GateConfig;
import io.evalstream.gate.LabelBook;
import io.evalstream.topic.RootCause;
import io.evalstream.topic.TopicFollower;
import io.evalstream.topic.TopicFollower.Source;
import io.evalstream.topic.TopicNames;
import io.evalstream.topic.ValueSerdes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Serde;

/// Reads the labels of all instances for the gate of this one: the topics of evaluations and of
/// judged traces, from `gate.remember` ago.
///
/// While Kafka or the registry does not answer it says so in the book and tries again, from the
/// same time before.
///
/// *Threading:* a thread of its own, which [#close] ends.
final class GateFeed implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /// Requests wait for what is read.
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final KafkaConfig kafka;
  private final GateConfig config;
  private final LabelBook book;
  private final InstantSource clock;
  private final Serde<SpecificRecord> serde;
  private final Lives lives = new Lives("gate-feed", LONGEST_PAUSE, this::live, this::failed);

  private GateFeed(KafkaConfig kafka, GateConfig config, LabelBook book, InstantSource clock) {
    this.kafka = kafka;
    this.config = config;
    this.book = book;
    this.clock = clock;
    this.serde = new ValueSerdes(kafka.clients()).open();
  }

  static GateFeed start(KafkaConfig kafka, GateConfig config, LabelBook book, InstantSource clock) {
    GateFeed feed = new GateFeed(kafka, config, book, clock);
    feed.lives.start();
    return feed;
  }

  private void failed(Throwable failure, Duration pause) {
    book.unreadable(RootCause.message(failure));
  }

  private void live() {
    Instant since = clock.instant().minus(config.remember());
    try (TopicFollower follower =
        TopicFollower.open(
            kafka.clients(),
            kafka.applicationId() + "-gate",
            sources(kafka.topics()),
            serde.deserializer())) {
      lives.wakeBy(follower::wakeup);
      follower.begin(Map.of(), topic -> since);
      follow(follower);
    } finally {
      lives.wakeBy(null);
    }
  }

  private static List<Source> sources(TopicNames topics) {
    return List.of(
        Source.own(topics.evaluations(), Evaluation.class),
        Source.own(topics.judgedTraces(), JudgedTrace.class));
  }

  private void follow(TopicFollower follower) {
    boolean answered = true;
    long lookedAt = System.nanoTime();
    while (!lives.isStopped()) {
      follower.poll(POLL).records().forEach(this::write);
      if (System.nanoTime() - lookedAt >= LOOK_EVERY.toNanos()) {
        answered = answers(follower);
        lookedAt = System.nanoTime();
      }
      if (answered && follower.hasCaughtUp()) {
        lives.isWell();
        book.read();
      }
    }
  }

  /// A poll tells nothing of brokers that have gone away.
  private boolean answers(TopicFollower follower) {
    try {
      follower.behind();
      return true;
    } catch (TimeoutException _) {
      book.unreadable("Kafka does not answer; it is asked again");
      return false;
    }
  }

  private void write(SpecificRecord record) {
    switch (record) {
      case Evaluation evaluation -> book.add(evaluation);
      case JudgedTrace trace -> book.complete(trace);
      default -> throw new IllegalStateException("not of a source: " + record.getSchema());
    }
  }

  @Override
  public void close() {
    lives.close();
    serde.close();
  }
}
