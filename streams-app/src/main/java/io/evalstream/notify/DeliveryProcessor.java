package io.evalstream.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evalstream.async.Ending;
import io.evalstream.async.Result;
import io.evalstream.event.Alert;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import io.evalstream.notify.Delivery.Failed;
import io.evalstream.notify.Delivery.Told;
import io.evalstream.state.Notification;
import io.evalstream.topic.AvroJson;
import io.evalstream.topic.DeadLetter;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notes how deliveries ended. Each transition that could not be told becomes a dead letter; what
/// is only told again does not, because it will be told once more.
final class DeliveryProcessor
    implements Processor<String, Result<Notification, Delivery>, String, DeadLetter> {

  private static final Logger LOG = LoggerFactory.getLogger(DeliveryProcessor.class);

  private final Meters meters;

  // The stream thread's. Channels that took the last message, but not with all their replicas.
  private final Set<String> partly = new HashSet<>();

  // Set by init.
  private ProcessorContext<String, DeadLetter> context;
  private Conversations conversations;

  @SuppressWarnings("NullAway.Init")
  DeliveryProcessor(Meters meters) {
    this.meters = meters;
  }

  @Override
  public void init(ProcessorContext<String, DeadLetter> opened) {
    context = opened;
    partly.clear();
    conversations = NotifyTopology.conversations(opened);
  }

  @Override
  public void process(Record<String, Result<Notification, Delivery>> record) {
    Notification notification = record.value().request();
    switch (delivery(record.value().ending())) {
      case Told told -> {
        conversations.end(notification, told.place());
        tellOfReplicas(notification.getChannel(), told.refusals());
        count(notification, true);
      }
      case Failed(String why) -> {
        conversations.end(notification, null);
        tell(notification, why);
        count(notification, false);
        if (!notification.getResend()) {
          meters.count(Metric.DEAD_LETTERS, "alerts", "undelivered");
          context.forward(record.withValue(letter(notification, why)));
        }
      }
    }
  }

  private void count(Notification notification, boolean delivered) {
    meters.count(Metric.NOTIFICATIONS, notification.getChannel(), result(notification, delivered));
  }

  private static String result(Notification notification, boolean delivered) {
    if (notification.getResend()) {
      return delivered ? "resent" : "not_resent";
    }
    return delivered ? "delivered" : "failed";
  }

  private static void tell(Notification notification, String problem) {
    LOG.atError()
        .addKeyValue("channel", notification.getChannel())
        .addKeyValue("alert", notification.getAlert().getAlertKey())
        .addKeyValue("error", problem)
        .log(
            notification.getResend()
                ? "an alert could not be told again"
                : "an alert could not be delivered; it is in the dead letters");
  }

  private static DeadLetter letter(Notification notification, String problem) {
    Alert alert = notification.getAlert();
    return new DeadLetter(
        alert.getAlertKey().getBytes(UTF_8),
        AvroJson.bytes(alert),
        "alerts",
        -1,
        -1,
        "notify",
        "undelivered",
        notification.getChannel() + ": " + problem);
  }

  /// Once when it begins and once when it is over, not with each message.
  private void tellOfReplicas(String channel, String refusals) {
    if (refusals.isEmpty()) {
      if (partly.remove(channel)) {
        LOG.atInfo().addKeyValue("channel", channel).log("all replicas take alerts again");
      }
    } else if (partly.add(channel)) {
      LOG.atWarn()
          .addKeyValue("channel", channel)
          .addKeyValue("error", refusals)
          .log("a replica does not take alerts; others do");
    }
  }

  private static Delivery delivery(Ending<Delivery> ending) {
    return switch (ending) {
      case Ending.Answered<Delivery>(Delivery delivery) -> delivery;
      case Ending.Exhausted<Delivery>(String reason, String detail) ->
          new Failed(reason + ": " + detail);
      case Ending.Expired<Delivery>(String detail) -> new Failed("too old: " + detail);
      case Ending.Shed<Delivery> _ -> new Failed("too many messages were waiting");
      case Ending.Abandoned<Delivery> _ -> new Failed("taken up too often by restarted instances");
    };
  }
}
