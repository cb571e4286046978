package io.evalstream.notify;

import io.evalstream.async.Ticking;
import io.evalstream.event.Alert;
import io.evalstream.state.Conversation;
import io.evalstream.state.Notification;
import io.evalstream.topic.ConversationStore;
import io.evalstream.topic.Entries;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Makes of each transition a notification for each channel that hears of it, and tells channels
/// that forget again and again of what fires.
///
/// What is inhibited or silenced is told nobody. It ticks only while there is something to tell
/// again.
final class NotificationProcessor implements Processor<String, Alert, String, Notification> {

  private final Map<String, Channel> channels;
  private final Duration pace;
  private final BiPredicate<Alert, String> tells;
  private final Predicate<Alert> ends;
  private final InstantSource clock;
  private final Ticking ticking = new Ticking();

  // The stream thread's. Keys of what channels that forget are told again.
  private final Set<String> repeated = new LinkedHashSet<>();

  // Set by init.
  private ProcessorContext<String, Notification> context;
  private KeyValueStore<String, Conversation> store;
  private Conversations conversations;

  /// @param tells whether the configuration still tells a channel of an alert: what it no longer
  ///   tells is not told again, but its end is told
  /// @param ends whether somebody would tell of the end of an alert
  @SuppressWarnings("NullAway.Init")
  NotificationProcessor(
      Map<String, Channel> channels,
      BiPredicate<Alert, String> tells,
      Predicate<Alert> ends,
      InstantSource clock) {
    this.channels = channels;
    this.pace = pace(channels.values());
    this.tells = tells;
    this.ends = ends;
    this.clock = clock;
  }

  @Override
  public void init(ProcessorContext<String, Notification> opened) {
    ticking.stop();
    repeated.clear();
    context = opened;
    store = ConversationStore.open(opened);
    conversations = NotifyTopology.conversations(opened);
    Entries.of(store).stream()
        .flatMap(entry -> Stream.ofNullable(entry.value.getLatest()))
        .forEach(this::goOn);
    keepTicking();
  }

  /// What was said by a channel that is gone is forgotten, and so is what nobody would tell the end
  /// of. What else the configuration no longer tells of waits for its end.
  private void goOn(Notification latest) {
    if (!channels.containsKey(latest.getChannel()) || waitsInVain(latest.getAlert())) {
      conversations.forget(latest.getAlert(), latest.getChannel());
    } else if (forgets(latest.getChannel()) && isToldAgain(latest)) {
      repeated.add(Conversations.key(latest.getAlert(), latest.getChannel()));
    }
  }

  private boolean waitsInVain(Alert alert) {
    return !AlertText.isOver(alert) && !ends.test(alert);
  }

  private boolean isToldAgain(Notification latest) {
    return AlertText.isOver(latest.getAlert())
        || tells.test(latest.getAlert(), latest.getChannel());
  }

  @Override
  public void process(Record<String, Alert> record) {
    Alert alert = record.value();
    Set<String> hearing = hearing(alert);
    if (AlertText.isOver(alert)) {
      channels.keySet().stream()
          .filter(channel -> !hearing.contains(channel))
          .forEach(channel -> conversations.forget(alert, channel));
    } else if (hearing.isEmpty() && alert.getReminder() == 0) {
      alert.getNotify().forEach(channel -> conversations.mute(alert, channel));
    }
    for (String channel : hearing) {
      Notification notification =
          conversations.begin(alert, channel, forgets(channel), clock.instant());
      if (forgets(channel)) {
        repeated.add(Conversations.key(alert, channel));
      }
      context.forward(record.withValue(notification));
    }
    keepTicking();
  }

  /// Nobody hears of what is inhibited or silenced, nor of the end of what it has not heard of. Who
  /// has heard of it hears of the end, whatever inhibits it by then, unless the configuration no
  /// longer has the channel.
  private Set<String> hearing(Alert alert) {
    boolean inhibited = alert.getInhibitedBy() != null && !AlertText.isOver(alert);
    if (inhibited || alert.getSilenceEndsAt() != null) {
      return Set.of();
    }
    Set<String> hearing = new LinkedHashSet<>(alert.getNotify());
    if (AlertText.isOver(alert)) {
      hearing.removeIf(
          channel -> !channels.containsKey(channel) || conversations.isMuted(alert, channel));
    }
    return hearing;
  }

  private boolean forgets(String channel) {
    return channels.get(channel) instanceof AlertmanagerChannel;
  }

  /// That of the channel that forgets first.
  private static Duration pace(Collection<Channel> channels) {
    return channels.stream()
        .filter(channel -> channel instanceof AlertmanagerChannel)
        .map(channel -> ((AlertmanagerChannel) channel).resend())
        .min(Duration::compareTo)
        .orElse(AlertmanagerChannel.RESOLVED_FOR);
  }

  private void keepTicking() {
    ticking.every(repeated.isEmpty() ? Duration.ZERO : pace, context, this::tellAgain);
  }

  /// What one step forwards may change what is kept for another, so each is read when its turn
  /// comes.
  private void tellAgain(long time) {
    Instant now = clock.instant();
    for (String key : List.copyOf(repeated)) {
      Notification again = again(key, now);
      if (again != null) {
        context.forward(new Record<>(again.getAlert().getAlertKey(), again, time));
      }
    }
    keepTicking();
  }

  private @Nullable Notification again(String key, Instant now) {
    Conversation conversation = store.get(key);
    Notification latest = conversation == null ? null : conversation.getLatest();
    if (conversation == null || latest == null) {
      repeated.remove(key);
      return null;
    }
    if (!isToldAgain(latest)) {
      repeated.remove(key);
      return null;
    }
    return conversations.again(conversation, now);
  }

  @Override
  public void close() {
    ticking.stop();
  }
}
