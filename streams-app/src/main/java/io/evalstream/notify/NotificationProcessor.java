package io.evalstream.notify;

import io.evalstream.async.Ticking;
import io.evalstream.event.Alert;
import io.evalstream.state.Conversation;
import io.evalstream.state.Notification;
import io.evalstream.topic.ConversationStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/// Makes of each transition a notification for each channel that hears of it, and tells channels
/// that forget again and again of what fires.
///
/// What is inhibited or silenced is told nobody. It ticks only while there is something to tell
/// again.
final class NotificationProcessor implements Processor<String, Alert, String, Notification> {

  private final Map<String, Channel> channels;
  private final Set<String> rules;
  private final InstantSource clock;
  private final Ticking ticking = new Ticking();

  // Set by init.
  private ProcessorContext<String, Notification> context;
  private KeyValueStore<String, Conversation> store;
  private Conversations conversations;

  /// @param rules that still exist: one that was removed ends without a word
  @SuppressWarnings("NullAway.Init")
  NotificationProcessor(Map<String, Channel> channels, Set<String> rules, InstantSource clock) {
    this.channels = channels;
    this.rules = Set.copyOf(rules);
    this.clock = clock;
  }

  @Override
  public void init(ProcessorContext<String, Notification> opened) {
    ticking.stop();
    context = opened;
    store = ConversationStore.open(opened);
    conversations = new Conversations(store::get, store::put);
    keepTicking();
  }

  @Override
  public void process(Record<String, Alert> record) {
    Alert alert = record.value();
    Set<String> hearing = hearing(alert);
    if (isOver(alert)) {
      channels.keySet().stream()
          .filter(channel -> !hearing.contains(channel))
          .forEach(channel -> conversations.forget(alert, channel));
    } else if (hearing.isEmpty() && alert.getReminder() == 0) {
      alert.getNotify().forEach(channel -> conversations.mute(alert, channel));
    }
    for (String channel : hearing) {
      Notification notification = new Notification(channel, alert, false);
      conversations.begin(notification, forgets(channel), clock.instant());
      context.forward(record.withValue(notification));
    }
    keepTicking();
  }

  private static boolean isOver(Alert alert) {
    return alert.getState().equals("resolved");
  }

  /// Nobody hears of what is inhibited or silenced, nor of the end of what it has not heard of.
  private Set<String> hearing(Alert alert) {
    if (alert.getInhibitedBy() != null || alert.getSilenceEndsAt() != null) {
      return Set.of();
    }
    Set<String> hearing = new LinkedHashSet<>(alert.getNotify());
    hearing.removeIf(channel -> isOver(alert) && conversations.isMuted(alert, channel));
    return hearing;
  }

  private boolean forgets(String channel) {
    return channels.get(channel) instanceof AlertmanagerChannel;
  }

  /// The pace is that of the channel that forgets first.
  private void keepTicking() {
    boolean anything = false;
    try (var entries = store.all()) {
      while (!anything && entries.hasNext()) {
        anything = entries.next().value.getTold() != null;
      }
    }
    Duration pace =
        channels.values().stream()
            .filter(channel -> channel instanceof AlertmanagerChannel)
            .map(channel -> ((AlertmanagerChannel) channel).resend())
            .min(Duration::compareTo)
            .orElse(AlertmanagerChannel.RESOLVED_FOR);
    ticking.every(anything ? pace : Duration.ZERO, context, time -> again(time));
  }

  private void again(long time) {
    Instant now = clock.instant();
    Set<KeyValue<String, Conversation>> kept = new HashSet<>();
    try (var entries = store.all()) {
      entries.forEachRemaining(kept::add);
    }
    for (KeyValue<String, Conversation> entry : kept) {
      String channel = entry.key.substring(entry.key.lastIndexOf('@') + 1);
      boolean goesOn = forgets(channel) && hasRule(entry.value);
      Notification again = conversations.again(channel, entry.value, goesOn, now);
      if (again != null) {
        context.forward(new Record<>(again.getAlert().getAlertKey(), again, time));
      }
    }
    keepTicking();
  }

  private boolean hasRule(Conversation conversation) {
    Alert told = conversation.getTold();
    return told == null || !told.getSubject().equals("rate") || rules.contains(told.getRule());
  }

  @Override
  public void close() {
    ticking.stop();
  }
}
