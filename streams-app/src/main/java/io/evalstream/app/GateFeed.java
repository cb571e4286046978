package io.evalstream.app;

import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import io.evalstream.gate.GateConfig;
import io.evalstream.gate.LabelBook;
import io.evalstream.topic.NewsReader;
import io.evalstream.topic.RootCause;
import io.evalstream.topic.ValueSerdes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Serde;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the labels of all instances for the gate of this one: the topics of evaluations and of
/// judged traces, from `gate.remember` ago.
///
/// Every second it asks where the topics end. While Kafka or the registry does not answer it says
/// so in the book and tries again; after a failure it reads from the same time before.
///
/// *Threading:* a thread of its own, which [#close] ends.
final class GateFeed implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GateFeed.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(2);
  private static final Duration END_WITHIN = Duration.ofSeconds(5);

  private final KafkaConfig kafka;
  private final GateConfig config;
  private final LabelBook book;
  private final InstantSource clock;
  private final Serde<SpecificRecord> serde;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;

  // The thread's.
  private long lookedAt;
  private boolean answered;

  private GateFeed(KafkaConfig kafka, GateConfig config, LabelBook book, InstantSource clock) {
    this.kafka = kafka;
    this.config = config;
    this.book = book;
    this.clock = clock;
    this.serde = new ValueSerdes(kafka.clients()).open();
    this.thread = Thread.ofPlatform().name("gate-feed").daemon().unstarted(this::run);
  }

  static GateFeed start(KafkaConfig kafka, GateConfig config, LabelBook book, InstantSource clock) {
    GateFeed feed = new GateFeed(kafka, config, book, clock);
    feed.thread.start();
    return feed;
  }

  private void run() {
    try {
      do {
        try {
          follow();
        } catch (InterruptException _) {
          return;
        } catch (RuntimeException e) {
          tell(e);
        }
      } while (!stop.await(AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      // By close, when Kafka did not let go in time.
    }
  }

  private boolean isStopping() {
    return stop.getCount() == 0;
  }

  private void tell(RuntimeException failure) {
    String why = RootCause.message(failure);
    book.unreadable(why);
    boolean ofKafka = failure instanceof KafkaException;
    LOG.atWarn()
        .addKeyValue("error", why)
        .setCause(ofKafka ? null : failure)
        .log("the gate cannot read evaluations; it tries again");
  }

  private void follow() {
    try (NewsReader reader =
        NewsReader.open(
            kafka.clients(),
            kafka.applicationId() + "-gate",
            Set.of(kafka.topics().evaluations(), kafka.topics().judgedTraces()),
            serde.deserializer(),
            clock.instant().minus(config.remember()))) {
      lookedAt = System.nanoTime();
      answered = true;
      while (!isStopping()) {
        write(reader.poll(POLL));
        look(reader);
        if (answered && reader.hasCaughtUp()) {
          book.read();
        }
      }
    }
  }

  private void look(NewsReader reader) {
    if (System.nanoTime() - lookedAt < LOOK_EVERY.toNanos()) {
      return;
    }
    try {
      reader.look();
      answered = true;
    } catch (TimeoutException _) {
      silent();
    }
    lookedAt = System.nanoTime();
  }

  private void silent() {
    if (answered) {
      LOG.atWarn().log("the gate cannot read evaluations: Kafka does not answer; it asks again");
    }
    answered = false;
    book.unreadable("Kafka does not answer; asked again every second");
  }

  private void write(NewsReader.News news) {
    for (SpecificRecord record : news.records()) {
      switch (record) {
        case Evaluation evaluation -> book.add(evaluation);
        case JudgedTrace trace -> book.complete(trace);
        default -> pass(record.getSchema().getFullName() + " is not for a gate");
      }
    }
    news.unreadable().forEach(GateFeed::pass);
  }

  private static void pass(String why) {
    LOG.atWarn().addKeyValue("error", why).log("the gate passes over a record");
  }

  @Override
  public void close() {
    stop.countDown();
    try {
      if (!thread.join(END_WITHIN)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    serde.close();
  }
}
