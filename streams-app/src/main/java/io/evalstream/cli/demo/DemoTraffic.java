package io.evalstream.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evalstream.topic.EventWriter;
import io.evalstream.topic.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/// Publishes the traffic of three apps on a thread of its own, with an incident, with what people
/// say of the answers, and with a broken record now and then, as producers do.
public final class DemoTraffic implements AutoCloseable {

  private static final List<String> APPS = List.of("docs-bot", "support-bot", "shopping-assistant");
  private static final int PER_SECOND = 12;
  private static final int BROKEN_EVERY = 240;
  private static final long SEED = 20_260_101;

  private final EventWriter writer;
  private final TopicNames topics;
  private final Incident incident;
  private final List<DemoApp> apps = APPS.stream().map(DemoApp::load).toList();
  private final RandomGenerator random = new SplittableRandom(SEED);
  private final DemoPeople people = new DemoPeople(new SplittableRandom(SEED + 1));
  private final Thread thread = new Thread(this::publish, "demo-traffic");
  private final AtomicLong chatEvents = new AtomicLong();
  private volatile boolean stopped;

  public DemoTraffic(EventWriter writer, TopicNames topics, Incident incident) {
    this.writer = writer;
    this.topics = topics;
    this.incident = incident;
  }

  public void start() {
    thread.start();
  }

  private void publish() {
    long started = System.nanoTime();
    for (long n = 0; !stopped; n++) {
      Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
      DemoApp app = apps.get((int) (n % apps.size()));
      DemoApp.Turn turn =
          app.turn(
              "%s-%06d".formatted(app.name(), n),
              incident.isOn(app.name(), elapsed),
              random,
              Instant.now());
      // Either part of a trace may come first.
      if (random.nextBoolean()) {
        writer.send(turn.span());
        writer.send(turn.event());
      } else {
        writer.send(turn.event());
        writer.send(turn.span());
      }
      people.say(turn).forEach(writer::send);
      if (n % BROKEN_EVERY == BROKEN_EVERY - 1) {
        String traceId = "broken-" + n;
        String json = "{\"trace_id\":\"" + traceId + "\",\"app\":\"docs-bot\",\"response\":42}";
        writer.sendBytes(topics.chatEvents(), traceId, json.getBytes(UTF_8));
        chatEvents.incrementAndGet();
      }
      chatEvents.incrementAndGet();
      long due = started + TimeUnit.SECONDS.toNanos(1) / PER_SECOND * (n + 1);
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  /// How many chat events were published, the broken ones included.
  public long chatEvents() {
    return chatEvents.get();
  }

  /// Stops publishing; what was published stays.
  @Override
  public void close() {
    stopped = true;
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
