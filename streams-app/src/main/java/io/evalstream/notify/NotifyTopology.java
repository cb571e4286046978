package io.evalstream.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evalstream.async.AsyncControl;
import io.evalstream.async.AsyncListener;
import io.evalstream.async.AsyncOperator;
import io.evalstream.async.AsyncSettings;
import io.evalstream.async.Backoff;
import io.evalstream.async.Ending;
import io.evalstream.async.Flow;
import io.evalstream.async.Gate;
import io.evalstream.async.GateSettings;
import io.evalstream.async.Peer;
import io.evalstream.async.Prepared;
import io.evalstream.async.Result;
import io.evalstream.async.Work;
import io.evalstream.event.Alert;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import io.evalstream.state.Notification;
import io.evalstream.topic.AvroJson;
import io.evalstream.topic.DeadLetter;
import io.evalstream.topic.StateSerde;
import io.evalstream.topic.StoreNames;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Transitions of alerts in; messages to the channels that they name, and a dead letter for each
/// message that could not be delivered.
///
/// The same operator as for judgements delivers them: one message per transition and channel, kept
/// until it is delivered or too old. An outage of a channel stalls nothing.
public record NotifyTopology(
    NotifyConfig config, AsyncControl control, InstantSource clock, Meters meters) {

  private static final Logger LOG = LoggerFactory.getLogger(NotifyTopology.class);

  private static final int MAX_ATTEMPTS = 50;
  private static final int MAX_PENDING = 10_000;
  private static final int MAX_LIVES = 100;
  private static final int MAX_IN_FLIGHT = 2;
  private static final Duration MAX_AGE = Duration.ofHours(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));

  public KStream<String, DeadLetter> tell(KStream<String, Alert> alerts) {
    AsyncSettings settings =
        new AsyncSettings(
            StoreNames.NOTIFYING, MAX_ATTEMPTS, MAX_AGE, BACKOFF, MAX_PENDING, MAX_LIVES);
    SlackSender slack = new SlackSender(config);
    Map<String, Peer<Notification, Delivery>> peers = new HashMap<>();
    config.channels().keySet().forEach(channel -> peers.put(channel, peer(slack, channel)));
    Peer<Notification, Delivery> nobody = peer(slack, "nobody");
    AsyncOperator<String, Notification, Notification, Delivery> operator =
        new AsyncOperator<>(
            settings,
            Serdes.String(),
            new StateSerde<>(Notification.class),
            context -> new Telling(peers, nobody),
            control,
            AsyncListener.NONE);
    return alerts
        .flatMapValues(NotifyTopology::notifications, Named.as("notifications"))
        .process(operator, Named.as("notify"))
        .flatMap(
            (key, result) ->
                undelivered(result).stream().map(letter -> KeyValue.pair(key, letter)).toList(),
            Named.as("undelivered"));
  }

  private static List<Notification> notifications(Alert alert) {
    return alert.getNotify().stream().map(channel -> new Notification(channel, alert)).toList();
  }

  private Peer<Notification, Delivery> peer(SlackSender slack, String channel) {
    GateSettings settings = GateSettings.withMaxInFlight(MAX_IN_FLIGHT).slowAfter(TIMEOUT);
    Gate gate = new Gate(channel, settings, clock, control::share);
    return new Peer<>(slack, gate, TIMEOUT);
  }

  /// A message is its own question.
  ///
  /// @param nobody stands in for a channel that the configuration no longer has
  private record Telling(
      Map<String, Peer<Notification, Delivery>> peers, Peer<Notification, Delivery> nobody)
      implements Work<String, Notification, Notification, Delivery> {

    @Override
    public String id(Notification request) {
      return request.getAlert().getTransitionId() + "@" + request.getChannel();
    }

    @Override
    public Peer<Notification, Delivery> peer(Notification request) {
      return peers.getOrDefault(request.getChannel(), nobody);
    }

    @Override
    public Flow flow(String key, Notification request) {
      return new Flow(request.getChannel(), request.getAlert().getRule());
    }

    @Override
    public Prepared<Notification, Delivery> prepare(String key, Notification request) {
      String channel = request.getChannel();
      return peers.containsKey(channel)
          ? new Prepared.Ready<>(request)
          : new Prepared.Settled<>(
              new Delivery(channel, false, "the configuration no longer has this channel"));
    }
  }

  private List<DeadLetter> undelivered(Result<Notification, Delivery> result) {
    String channel = result.request().getChannel();
    String problem = problem(result.ending());
    meters.count(Metric.NOTIFICATIONS, channel, problem.isEmpty() ? "delivered" : "failed");
    if (problem.isEmpty()) {
      return List.of();
    }
    LOG.atError()
        .addKeyValue("channel", channel)
        .addKeyValue("alert", result.request().getAlert().getAlertKey())
        .addKeyValue("error", problem)
        .log("an alert could not be delivered; it is in the dead letters");
    meters.count(Metric.DEAD_LETTERS, "alerts", "undelivered");
    Alert alert = result.request().getAlert();
    return List.of(
        new DeadLetter(
            alert.getAlertKey().getBytes(UTF_8),
            AvroJson.write(alert).toString().getBytes(UTF_8),
            "alerts",
            -1,
            -1,
            "notify",
            "undelivered",
            channel + ": " + problem));
  }

  /// Empty when the message was delivered.
  private static String problem(Ending<Delivery> ending) {
    return switch (ending) {
      case Ending.Answered<Delivery>(Delivery delivery) ->
          delivery.delivered() ? "" : delivery.detail();
      case Ending.Exhausted<Delivery>(String reason, String detail) -> reason + ": " + detail;
      case Ending.Expired<Delivery>(String detail) -> "too old: " + detail;
      case Ending.Shed<Delivery> _ -> "too many messages were waiting";
      case Ending.Abandoned<Delivery> _ -> "taken up too often by restarted instances";
    };
  }
}
