package io.evalstream.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evalstream.async.Ending;
import io.evalstream.async.Result;
import io.evalstream.event.Alert;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import io.evalstream.state.Conversation;
import io.evalstream.state.Notification;
import io.evalstream.topic.AvroJson;
import io.evalstream.topic.ConversationStore;
import io.evalstream.topic.DeadLetter;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
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
    KeyValueStore<String, Conversation> store = ConversationStore.open(opened);
    conversations = new Conversations(store::get, store::put);
  }

  @Override
  public void process(Record<String, Result<Notification, Delivery>> record) {
    Notification notification = record.value().request();
    conversations.end(notification, place(record.value().ending()));
    String problem = problem(record.value().ending());
    if (record.value().ending() instanceof Ending.Answered<Delivery>(Delivery delivery)
        && delivery.delivered()) {
      tellOfReplicas(delivery);
    }
    boolean delivered = problem.isEmpty();
    meters.count(Metric.NOTIFICATIONS, notification.getChannel(), result(notification, delivered));
    if (!delivered) {
      tell(notification, problem);
      if (!notification.getResend()) {
        meters.count(Metric.DEAD_LETTERS, "alerts", "undelivered");
        context.forward(record.withValue(letter(notification, problem)));
      }
    }
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
        AvroJson.write(alert).toString().getBytes(UTF_8),
        "alerts",
        -1,
        -1,
        "notify",
        "undelivered",
        notification.getChannel() + ": " + problem);
  }

  private static @Nullable SlackPlace place(Ending<Delivery> ending) {
    return ending instanceof Ending.Answered<Delivery>(Delivery delivery) ? delivery.place() : null;
  }

  /// Once when it begins and once when it is over, not with each message.
  private void tellOfReplicas(Delivery delivery) {
    String channel = delivery.channel();
    if (delivery.detail().isEmpty()) {
      if (partly.remove(channel)) {
        LOG.atInfo().addKeyValue("channel", channel).log("all replicas take alerts again");
      }
    } else if (partly.add(channel)) {
      LOG.atWarn()
          .addKeyValue("channel", channel)
          .addKeyValue("error", delivery.detail())
          .log("a replica does not take alerts; others do");
    }
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
