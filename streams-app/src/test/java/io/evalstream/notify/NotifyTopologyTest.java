package io.evalstream.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.evalstream.app.ManualClock;
import io.evalstream.async.AsyncControl;
import io.evalstream.config.Secret;
import io.evalstream.devcluster.stub.AlertmanagerStub;
import io.evalstream.devcluster.stub.SlackPost;
import io.evalstream.devcluster.stub.SlackStub;
import io.evalstream.devcluster.stub.WebhookStub;
import io.evalstream.event.Alert;
import io.evalstream.metric.Meters;
import io.evalstream.topic.ConversationStore;
import io.evalstream.topic.DeadLetterProcessor;
import io.evalstream.topic.StateSerde;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class NotifyTopologyTest {

  NotifyTopologyTest() throws IOException {}

  private static final Duration RESEND = Duration.ofMinutes(1);
  private static final long PATIENCE_SECONDS = 30;

  @TempDir private Path folder;

  private final SlackStub slack = SlackStub.start(0);
  private final AlertmanagerStub alertmanager = AlertmanagerStub.start(0);
  private final WebhookStub hook = WebhookStub.start(0);
  private final RawServer echo =
      RawServer.answering(400, "", "no route for /s3cret-path, Bearer s3cret-header");
  private final RawServer echoOfTheBot = RawServer.answering(400, "", "no route for xoxb-s3cret");
  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-24T12:01:00Z"));
  private final AsyncControl control = new AsyncControl(clock);
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final List<TestRecord<byte[], byte[]>> letters = new ArrayList<>();
  private final Set<String> untold = new HashSet<>();
  private TopologyTestDriver driver;
  private TestInputTopic<String, Alert> alerts;
  private TestOutputTopic<byte[], byte[]> undelivered;

  @BeforeEach
  void open() {
    open(channels());
  }

  private void reopen(Map<String, Channel> channels) {
    driver.close();
    open(channels);
  }

  private void open(Map<String, Channel> channels) {
    StateSerde<Alert> serde = new StateSerde<>(Alert.class);
    StreamsBuilder builder = new StreamsBuilder();
    builder.addStateStore(ConversationStore.builder());
    new NotifyTopology(
            new NotifyConfig(channels, Alerts.LINKS),
            (alert, channel) -> !untold.contains(channel),
            alert -> true,
            control,
            clock,
            new Meters(metrics))
        .tell(builder.stream("alerts", Consumed.with(Serdes.String(), serde)))
        .process(() -> new DeadLetterProcessor(clock))
        .to("letters", Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
    Properties properties = new Properties();
    properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    driver = new TopologyTestDriver(builder.build(), properties);
    alerts = driver.createInputTopic("alerts", new StringSerializer(), serde.serializer());
    undelivered =
        driver.createOutputTopic(
            "letters", new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private Map<String, Channel> channels() {
    return Map.of(
        "bot",
            new SlackBot(new Secret(slack.botToken()), slack.channel(), URI.create(slack.apiUrl())),
        "am", new AlertmanagerChannel(List.of(URI.create(alertmanager.url())), RESEND),
        "hook", new WebhookChannel(new Secret(hook.url()), Map.of()),
        "echo",
            new WebhookChannel(
                new Secret(echo.url() + "/s3cret-path"),
                Map.of("Authorization", new Secret("Bearer s3cret-header"))),
        "echo-bot",
            new SlackBot(new Secret("xoxb-s3cret"), "#evals", URI.create(echoOfTheBot.url())));
  }

  @AfterEach
  void close() throws IOException {
    driver.close();
    echo.close();
    echoOfTheBot.close();
    hook.close();
    alertmanager.close();
    slack.close();
  }

  /// As when the channel was taken out of the configuration while a message waited for it.
  @Test
  void channelThatIsGone_isADeadLetter() throws Exception {
    send(Alerts.FIRING, "gone");

    settle();

    assertThat(letters)
        .singleElement()
        .satisfies(
            letter ->
                assertThat(letter.headers().lastHeader("evalstream.detail").value())
                    .asString(UTF_8)
                    .isEqualTo("gone: the configuration no longer has this channel"));
  }

  @Test
  void whatNobodyIsToHear_isNotSent() throws Exception {
    send(Alerts.FIRING);
    send(Alert.newBuilder(Alerts.FIRING).setInhibitedBy("judge").build(), "hook");
    send(Alert.newBuilder(Alerts.FIRING).setSilenceEndsAt(Alerts.FIRED).build(), "hook");

    settle();

    assertThat(hook.received()).isEmpty();
    assertThat(letters).isEmpty();
  }

  @Test
  void endOfWhatNobodyHeardOf_isNotToldEither() throws Exception {
    send(Alert.newBuilder(Alerts.FIRING).setInhibitedBy("judge").build(), "hook");
    send(Alerts.RESOLVED, "hook");
    settle();
    assertThat(hook.received()).isEmpty();

    send(Alert.newBuilder(Alerts.FIRING).setInhibitedBy("judge").build(), "hook");
    send(Alerts.REMINDER, "hook");
    send(Alerts.RESOLVED, "hook");
    settle();
    assertThat(hook.received()).hasSize(2);
  }

  /// The other side sends back what it was sent.
  @Test
  void secrets_areInNoLogLineAndNoDeadLetter() throws Exception {
    String logged =
        String.join(
            "\n",
            logged(
                () -> {
                  send(Alerts.FIRING, "echo", "echo-bot");
                  settle();
                }));

    assertThat(logged)
        .contains("could not be delivered", "no route for ***")
        .doesNotContain("s3cret");
    assertThat(letters)
        .hasSize(2)
        .allSatisfy(
            letter ->
                assertThat(letter.headers().lastHeader("evalstream.detail").value())
                    .asString(UTF_8)
                    .contains("no route for ***")
                    .doesNotContain("s3cret"));
  }

  @Test
  void everyTransition_isToldOnceInItsOrderThroughTrouble() throws Exception {
    slack.breakNext(2);
    slack.rateLimitNext(1);
    slack.refuseNext(1, "ratelimited");
    hook.failNext(2, 503);
    alertmanager.failNext(1, 429);

    send(Alerts.FIRING, "bot", "hook", "am");
    send(Alerts.REMINDER, "bot", "hook", "am");
    send(Alerts.RESOLVED, "bot", "hook", "am");
    settle();

    assertThat(hook.received())
        .extracting(received -> received.body().path("title").asText())
        .containsExactly(
            "[FIRING] faithfulness-high · docs-bot",
            "[STILL FIRING] faithfulness-high · docs-bot",
            "[RESOLVED] faithfulness-high · docs-bot");
    assertThat(slack.posts())
        .extracting(post -> post.threadTs() == null)
        .containsExactly(true, false, false);
    assertThat(slack.posts()).extracting(SlackPost::changes).containsExactly(1, 0, 0);
    assertThat(alertmanager.alerts()).hasSize(1);
    assertThat(alertmanager.firingAt(clock.instant())).isEmpty();
    assertThat(letters).isEmpty();
    assertThat(count("bot", "delivered")).isEqualTo(3);
  }

  @Test
  void firstMessageThatIsLost_isADeadLetterAndTheResolveIsNew() throws Exception {
    slack.refuseNext(1, "is_archived");

    send(Alerts.FIRING, "bot");
    send(Alerts.RESOLVED, "bot");
    settle();

    assertThat(letters).hasSize(1);
    assertThat(slack.posts())
        .singleElement()
        .satisfies(
            post -> assertThat(post.message().path("text").asText()).startsWith("[RESOLVED]"));
    assertThat(count("bot", "failed")).isEqualTo(1);
  }

  @Test
  void endThatIsInhibited_isToldToWhoHeardOfTheBeginning() throws Exception {
    send(Alerts.FIRING, "hook");
    settle();
    send(Alert.newBuilder(Alerts.RESOLVED).setInhibitedBy("judge").build(), "hook");
    settle();

    assertThat(count("hook", "delivered")).isEqualTo(2);
  }

  @Test
  void alertmanager_isToldAgainWhileItFiresAndAWhileAfter() throws Exception {
    send(Alerts.FIRING, "am");
    settle();
    pass(Duration.ofMinutes(10), () -> alertmanager.firingAt(clock.instant()).size() == 1);
    int whileFiring = alertmanager.received().size();
    send(Alerts.RESOLVED, "am");
    settle();
    pass(Duration.ofMinutes(10), () -> alertmanager.firingAt(clock.instant()).isEmpty());

    // Once at first and once a minute; then once, and for five minutes again.
    assertThat(whileFiring).isEqualTo(1 + 10);
    assertThat(alertmanager.received()).hasSizeBetween(whileFiring + 5, whileFiring + 6);
    assertThat(alertmanager.alerts()).hasSize(1);
    assertThat(count("am", "delivered")).isEqualTo(2);
    assertThat(count("am", "resent")).isEqualTo(alertmanager.received().size() - 2.0);
    assertThat(driver.getKeyValueStore("conversations").approximateNumEntries()).isZero();
  }

  @Test
  void alertThatTheConfigurationTellsNoMore_isNotToldAgain_butItsEndIs() throws Exception {
    send(Alerts.FIRING, "am");
    settle();
    untold.add("am");

    pass(Duration.ofMinutes(4), () -> true);
    assertThat(alertmanager.received()).hasSize(1);
    assertThat(alertmanager.firingAt(clock.instant())).isEmpty();
    send(Alerts.RULE_REMOVED, "am");
    settle();
    pass(Duration.ofMinutes(10), () -> alertmanager.firingAt(clock.instant()).isEmpty());

    assertThat(alertmanager.alerts()).as("one set of labels").hasSize(1);
    assertThat(count("am", "delivered")).isEqualTo(2);
    assertThat(driver.getKeyValueStore("conversations").approximateNumEntries()).isZero();
  }

  @Test
  void channelThatIsDownForLong_isToldInTheEnd() throws Exception {
    hook.failNext(60, 503);

    send(Alerts.FIRING, "hook");
    settle(Duration.ofSeconds(1), Duration.ofSeconds(1));

    assertThat(hook.received()).hasSize(1);
    assertThat(letters).isEmpty();
  }

  @Test
  void replicaThatIsDown_isLoggedOnceUntilItIsBack() throws Exception {
    try (AlertmanagerStub other = AlertmanagerStub.start(0)) {
      reopen(
          Map.of(
              "am",
              new AlertmanagerChannel(
                  List.of(URI.create(alertmanager.url()), URI.create(other.url())), RESEND)));
      other.failNext(4, 503);

      List<String> logged =
          logged(
              () -> {
                send(Alerts.FIRING, "am");
                settle();
                pass(Duration.ofMinutes(6), () -> true);
              });

      assertThat(logged).filteredOn(line -> line.startsWith("a replica does not")).hasSize(1);
      assertThat(logged).filteredOn(line -> line.startsWith("all replicas take")).hasSize(1);
      assertThat(other.alerts()).hasSize(1);
    }
  }

  @Test
  void severityForAWebhook_isThatOfTheFiringToTheEnd() throws Exception {
    send(Alerts.FIRING, "hook");
    settle();
    send(Alerts.RESOLVED, "hook");
    settle();

    assertThat(hook.received())
        .extracting(received -> received.body().path("severity").asText())
        .containsExactly("page", "page");
  }

  @Test
  void alertThatEndsInSilence_endsInAlertmanagerByItself() throws Exception {
    send(Alerts.FIRING, "am");
    settle();
    send(Alert.newBuilder(Alerts.RESOLVED).setSilenceEndsAt(Alerts.FIRED).build(), "am");
    pass(Duration.ofMinutes(3), () -> true);

    assertThat(alertmanager.received()).hasSize(1);
    assertThat(alertmanager.firingAt(clock.instant())).isEmpty();
  }

  private interface Step {
    void run() throws Exception;
  }

  private static List<String> logged(Step step) throws Exception {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    root.addAppender(log);
    try {
      step.run();
    } finally {
      root.detachAppender(log);
    }
    return log.list.stream()
        .map(line -> line.getFormattedMessage() + line.getKeyValuePairs())
        .toList();
  }

  private double count(String channel, String result) {
    return metrics
        .get("evalstream_notifications")
        .tags("channel", channel, "result", result)
        .counter()
        .count();
  }

  private void send(Alert alert, String... channels) {
    alerts.pipeInput(
        alert.getAlertKey(), Alert.newBuilder(alert).setNotify(List.of(channels)).build());
  }

  /// Minute by minute; what was to be told is told by the end of each.
  private void pass(Duration time, BooleanSupplier holds) throws Exception {
    for (long minute = 0; minute < time.toMinutes(); minute++) {
      clock.advance(RESEND);
      driver.advanceWallClockTime(RESEND);
      settle();
      assertThat(holds.getAsBoolean()).as("minute %d", minute).isTrue();
    }
  }

  /// Lets the operator work until nothing is pending. Waits pass at once, calls take their time.
  private void settle() throws Exception {
    settle(Duration.ofMillis(250), Duration.ofMillis(20));
  }

  /// @param step by which the clock goes on while nothing is on its way
  /// @param tick by which the time of the tasks goes on
  private void settle(Duration step, Duration tick) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    do {
      assertThat(System.nanoTime()).as("patience").isLessThan(until);
      if (control.calling() == 0) {
        clock.advance(step);
      }
      driver.advanceWallClockTime(tick);
      TimeUnit.MILLISECONDS.sleep(2);
    } while (control.pending() > 0);
    letters.addAll(undelivered.readRecordsToList());
  }
}
