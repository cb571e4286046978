package io.evalstream.notify;

import io.evalstream.async.AsyncControl;
import io.evalstream.async.AsyncListener;
import io.evalstream.async.AsyncOperator;
import io.evalstream.async.AsyncSettings;
import io.evalstream.async.Backoff;
import io.evalstream.async.Call;
import io.evalstream.async.Gate;
import io.evalstream.async.GateSettings;
import io.evalstream.async.Peer;
import io.evalstream.event.Alert;
import io.evalstream.metric.Meters;
import io.evalstream.state.Conversation;
import io.evalstream.state.Notification;
import io.evalstream.topic.ConversationStore;
import io.evalstream.topic.DeadLetter;
import io.evalstream.topic.StateSerde;
import io.evalstream.topic.StoreNames;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/// Transitions of alerts in; messages to the channels that they name, and a dead letter for each
/// message that could not be delivered.
///
/// The same operator as for judgements delivers them: one message per transition and channel, kept
/// until it is delivered or too old. An outage of a channel stalls nothing. Messages about one
/// alert reach a channel in the order of its changes.
///
/// @param tells whether the configuration still tells a channel of such an alert
/// @param ends whether somebody would tell of the end of such an alert
public record NotifyTopology(
    NotifyConfig config,
    BiPredicate<Alert, String> tells,
    Predicate<Alert> ends,
    AsyncControl control,
    InstantSource clock,
    Meters meters) {

  /// Age alone ends a message.
  private static final int MAX_ATTEMPTS = Integer.MAX_VALUE;

  private static final int MAX_PENDING = 10_000;
  private static final int MAX_LIVES = 100;
  private static final int MAX_IN_FLIGHT = 2;

  /// All that fires is told to Alertmanager every minute, even while a replica takes its time.
  private static final int MAX_IN_FLIGHT_OF_ALERTMANAGER = 16;

  /// Slack takes about one message a second and channel, and short bursts [1].
  ///
  /// [1] https://docs.slack.dev/apis/web-api/rate-limits
  private static final long SLACK_PER_MINUTE = 60;

  private static final Duration MAX_AGE = Duration.ofHours(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final GateSettings NARROW =
      GateSettings.withMaxInFlight(MAX_IN_FLIGHT).slowAfter(TIMEOUT);
  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));

  public KStream<String, DeadLetter> tell(KStream<String, Alert> alerts) {
    AsyncSettings settings =
        new AsyncSettings(
            StoreNames.NOTIFYING, MAX_ATTEMPTS, MAX_AGE, BACKOFF, MAX_PENDING, MAX_LIVES);
    Map<String, Peer<Message, Delivery>> peers = peers();
    Peer<Message, Delivery> nobody =
        peer(
            "nobody",
            (message, attempt) -> {
              throw new IllegalStateException("nobody is never called");
            },
            NARROW);
    AsyncOperator<String, Notification, Message, Delivery> operator =
        new AsyncOperator<>(
            settings,
            Serdes.String(),
            new StateSerde<>(Notification.class),
            context -> new Telling(peers, nobody, conversations(context)),
            control,
            AsyncListener.NONE);
    return alerts
        .process(
            () -> new NotificationProcessor(config.channels(), tells, ends, clock),
            Named.as("notifications"),
            StoreNames.CONVERSATIONS)
        .process(operator, Named.as("notify"), StoreNames.CONVERSATIONS)
        .process(
            () -> new DeliveryProcessor(meters), Named.as("undelivered"), StoreNames.CONVERSATIONS);
  }

  static Conversations conversations(ProcessorContext<?, ?> context) {
    KeyValueStore<String, Conversation> store = ConversationStore.open(context);
    return new Conversations(store::get, store::put);
  }

  private Map<String, Peer<Message, Delivery>> peers() {
    HttpClient http = Poster.client();
    Map<String, Peer<Message, Delivery>> peers = new HashMap<>();
    config
        .channels()
        .forEach(
            (name, channel) -> {
              Poster poster = Poster.of(http, channel.secrets());
              peers.put(
                  name, peer(name, call(channel, config.links(), poster, clock), limits(channel)));
            });
    return peers;
  }

  static Call<Message, Delivery> call(
      Channel channel, Links links, Poster poster, InstantSource clock) {
    return switch (channel) {
      case SlackWebhook hook -> new SlackWebhookSender(hook, links, poster);
      case SlackBot bot -> new SlackBotSender(bot, links, poster);
      case AlertmanagerChannel alertmanager ->
          new AlertmanagerSender(alertmanager, links, poster, clock);
      case WebhookChannel webhook -> new WebhookSender(webhook, links, poster);
    };
  }

  private static GateSettings limits(Channel channel) {
    return switch (channel) {
      case SlackWebhook _, SlackBot _ -> NARROW.perMinute(SLACK_PER_MINUTE, null);
      case AlertmanagerChannel _ ->
          GateSettings.withMaxInFlight(MAX_IN_FLIGHT_OF_ALERTMANAGER).slowAfter(TIMEOUT);
      case WebhookChannel _ -> NARROW;
    };
  }

  private Peer<Message, Delivery> peer(
      String channel, Call<Message, Delivery> call, GateSettings limits) {
    return new Peer<>(call, new Gate(channel, limits, clock, control::share), TIMEOUT);
  }
}
