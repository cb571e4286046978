package io.evalstream.app;

import static io.evalstream.console.archive.ArchiveState.Condition.FOLLOWING;
import static io.evalstream.console.archive.ArchiveState.Condition.REBUILDING;
import static io.evalstream.console.archive.ArchiveState.Condition.STALLED;

import io.evalstream.console.ConsoleConfig;
import io.evalstream.console.archive.Archive;
import io.evalstream.console.archive.ArchiveFault;
import io.evalstream.console.archive.Batch;
import io.evalstream.event.Alert;
import io.evalstream.event.EvalRate;
import io.evalstream.event.Feedback;
import io.evalstream.event.JudgedTrace;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import io.evalstream.topic.RootCause;
import io.evalstream.topic.TopicFollower;
import io.evalstream.topic.TopicFollower.Read;
import io.evalstream.topic.TopicFollower.Source;
import io.evalstream.topic.TopicNames;
import io.evalstream.topic.ValueSerdes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the archive of the console up to date: a thread that reads topics outside of any group.
///
/// *How it works*: one life reads from the offsets that the archive has, until something fails; the
/// next one begins after a pause. What is wrong, and that it is tried again, is told by the state
/// of the archive. The topology does not know of it, and nothing here can stop it.
///
/// *Threading*: [#close] is for one other thread; all else is of the thread of the feed.
final class ConsoleFeed implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ConsoleFeed.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final MonitorConfig config;
  private final Archive archive;
  private final Serde<SpecificRecord> serde;
  private final Meters meters;
  private final InstantSource clock;
  private final AtomicLong behind = new AtomicLong();
  private final Lives lives = new Lives("console-feed", LONGEST_PAUSE, this::live, this::failed);

  private long ahead;
  private long lookedAt;

  private ConsoleFeed(MonitorConfig config, Archive archive, Meters meters, InstantSource clock) {
    this.config = config;
    this.archive = archive;
    this.serde = new ValueSerdes(config.kafka().clients()).open();
    this.meters = meters;
    this.clock = clock;
  }

  /// Says where the file is, and begins to fill it.
  static ConsoleFeed start(
      MonitorConfig config, String clusterId, Archive archive, Meters meters, InstantSource clock) {
    KafkaConfig kafka = config.kafka();
    archive.locate(
        file(config.console(), kafka, clusterId),
        String.join(" ", clusterId, kafka.applicationId(), kafka.topics().prefix()));
    ConsoleFeed feed = new ConsoleFeed(config, archive, meters, clock);
    meters.gauge(Metric.CONSOLE_LAG, feed.behind::get);
    feed.lives.start();
    return feed;
  }

  /// Two monitors may share a folder, but no file.
  private static Path file(ConsoleConfig console, KafkaConfig kafka, String clusterId) {
    Path folder =
        Objects.requireNonNullElse(console.directory(), kafka.stateDirectory().resolve(clusterId));
    return folder.resolve("console-" + kafka.applicationId() + ".sqlite");
  }

  /// A file that was lost is filled again; all else waits for better times.
  private void failed(Throwable failure, Duration pause) {
    boolean lost = failure instanceof ArchiveFault fault && fault.kind() == ArchiveFault.Kind.LOST;
    String what =
        failure instanceof ArchiveFault
            ? String.valueOf(failure.getMessage())
            : RootCause.message(failure);
    String detail = lost ? what : what + "; tried again in " + pause.toSeconds() + " s";
    archive.reading(lost ? REBUILDING : STALLED, detail, 0, behind.get());
  }

  private void live() throws ArchiveFault {
    archive.check();
    makeRoom();
    KafkaConfig kafka = config.kafka();
    try (TopicFollower follower =
        TopicFollower.open(
            kafka.clients(),
            kafka.applicationId() + "-console",
            sources(kafka.topics()),
            serde.deserializer())) {
      lives.wakeBy(follower::wakeup);
      follower.begin(archive.offsets(), this::from);
      ahead = Math.max(1, follower.behind());
      follow(follower);
    } finally {
      lives.wakeBy(null);
    }
  }

  /// A life may have ended because there was no space left.
  private void makeRoom() throws ArchiveFault {
    while (!lives.isStopped() && archive.prune()) {
      LOG.debug("deleted a step of what is too old or too much");
    }
  }

  private List<Source> sources(TopicNames topics) {
    return List.of(
        Source.own(topics.judgedTraces(), JudgedTrace.class),
        Source.own(topics.evalRates(), EvalRate.class),
        Source.own(topics.alerts(), Alert.class),
        new Source(
            topics.feedback(),
            Feedback.class,
            config.ingest().format(),
            config.ingest().maxRecordBytes()));
  }

  /// A record has the time of the event that it came of, which lies before its judgement.
  private @Nullable Instant from(String topic) {
    if (topic.equals(config.kafka().topics().alerts())) {
      return null;
    }
    return clock
        .instant()
        .minus(config.console().retention())
        .minus(config.judging().maxAge())
        .minus(config.assembly().eventWait());
  }

  private void follow(TopicFollower follower) throws ArchiveFault {
    lookedAt = System.nanoTime() - LOOK_EVERY.toNanos();
    while (!lives.isStopped()) {
      Read read = follower.poll(POLL);
      read.unreadable().forEach((topic, n) -> meters.add(Metric.CONSOLE_SKIPPED, n, topic));
      if (!read.isEmpty()) {
        archive.write(new Batch(read.records(), read.next()));
      }
      if (System.nanoTime() - lookedAt >= LOOK_EVERY.toNanos()) {
        look(follower);
        lookedAt = System.nanoTime();
      }
    }
  }

  /// Whether the file is still there, how far reading is, and what is too old.
  private void look(TopicFollower follower) throws ArchiveFault {
    archive.check();
    archive.prune();
    try {
      tell(follower.hasCaughtUp(), follower.behind());
    } catch (TimeoutException e) {
      archive.reading(STALLED, "Kafka does not answer; asked again every second", 0, behind.get());
    }
  }

  private void tell(boolean caughtUp, long now) {
    behind.set(now);
    if (caughtUp) {
      lives.isWell();
      archive.reading(FOLLOWING, null, 1, now);
    } else {
      ahead = Math.max(ahead, now);
      archive.reading(REBUILDING, "being filled from the topics", 1 - (double) now / ahead, now);
    }
  }

  @Override
  public void close() {
    lives.close();
    archive.close();
    serde.close();
  }
}
