package io.evalstream.notify;

import io.evalstream.event.Alert;
import io.evalstream.state.Conversation;
import io.evalstream.state.Notification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What each channel is told of each alert, in the state of one task.
///
/// It keeps the order: messages about one alert go to a channel one by one, as the changes came. It
/// remembers the message of Slack that a later one changes, and what a channel that forgets has to
/// be told again. Of what is over nothing is kept.
///
/// *Threading:* the stream thread only.
///
/// @param get null where nothing is kept
/// @param put null deletes
record Conversations(
    Function<String, @Nullable Conversation> get, BiConsumer<String, @Nullable Conversation> put) {

  private static final Conversation NOTHING =
      Conversation.newBuilder().setWaiting(List.of()).setSeverity("").build();

  static String id(Notification notification) {
    Alert alert = notification.getAlert();
    String repetition =
        notification.getResend() ? "~" : alert.getReminder() > 0 ? "~" + alert.getReminder() : "";
    return alert.getTransitionId() + repetition + "@" + notification.getChannel();
  }

  private static String key(Alert alert, String channel) {
    return alert.getAlertKey() + "@" + channel;
  }

  private Conversation of(Alert alert, String channel) {
    Conversation kept = get.apply(key(alert, channel));
    return kept == null ? NOTHING : kept;
  }

  private void keep(Alert alert, String channel, Conversation conversation) {
    boolean over =
        conversation.getWaiting().isEmpty()
            && conversation.getSlackTs() == null
            && conversation.getTold() == null
            && !conversation.getMuted();
    put.accept(key(alert, channel), over ? null : conversation);
  }

  /// A message is going to be told.
  ///
  /// @param forgets whether the channel has to be told again and again
  void begin(Notification notification, boolean forgets, Instant now) {
    Alert alert = notification.getAlert();
    Conversation before = of(alert, notification.getChannel());
    Conversation.Builder after =
        Conversation.newBuilder(before).setWaiting(with(before, id(notification)));
    if (!isFiring(alert)) {
      after.setEndedAt(forgets ? now : null);
    } else if (before.getStartedAt() == null || before.getEndedAt() != null) {
      after
          .setStartedAt(startOf(alert))
          .setSeverity(Severity.of(alert).wireName())
          .setEndedAt(null)
          .setMuted(false);
    }
    if (forgets) {
      after.setTold(alert);
    }
    keep(alert, notification.getChannel(), after.build());
  }

  private static List<String> with(Conversation before, String id) {
    List<String> waiting = new ArrayList<>(before.getWaiting());
    if (!waiting.contains(id)) {
      waiting.add(id);
    }
    return waiting;
  }

  private static boolean isFiring(Alert alert) {
    return alert.getState().equals("firing");
  }

  private static Instant startOf(Alert alert) {
    Instant fired = alert.getFiredAt();
    return fired == null ? alert.getTransitionedAt() : fired;
  }

  /// The alert ended, and nobody is to be told: what was said of it is not taken up again.
  void forget(Alert alert, String channel) {
    Conversation kept = get.apply(key(alert, channel));
    if (kept != null) {
      keep(alert, channel, Conversation.newBuilder(NOTHING).setWaiting(kept.getWaiting()).build());
    }
  }

  /// The alert fired, and nobody is to be told.
  void mute(Alert alert, String channel) {
    List<String> waiting = of(alert, channel).getWaiting();
    keep(
        alert,
        channel,
        Conversation.newBuilder(NOTHING).setWaiting(waiting).setMuted(true).build());
  }

  /// Whether the channel was not told that the alert fired.
  boolean isMuted(Alert alert, String channel) {
    return of(alert, channel).getMuted();
  }

  /// Whether an earlier message about the same alert has no result yet.
  boolean hasToWait(Notification notification) {
    int place = of(notification).getWaiting().indexOf(id(notification));
    return !notification.getResend() && place > 0;
  }

  private Conversation of(Notification notification) {
    return of(notification.getAlert(), notification.getChannel());
  }

  /// What the channel is told now; null when that is nothing any more.
  @Nullable Message message(Notification notification) {
    Conversation conversation = of(notification);
    Alert alert = notification.getResend() ? conversation.getTold() : notification.getAlert();
    return alert == null
        ? null
        : new Message(
            alert, severity(alert, conversation), start(alert, conversation), first(conversation));
  }

  private static Severity severity(Alert alert, Conversation conversation) {
    String kept = conversation.getSeverity();
    for (Severity severity : Severity.values()) {
      if (severity.wireName().equals(kept)) {
        return severity;
      }
    }
    return Severity.of(alert);
  }

  private static Instant start(Alert alert, Conversation conversation) {
    Instant kept = conversation.getStartedAt();
    return kept == null ? startOf(alert) : kept;
  }

  private static @Nullable SlackPlace first(Conversation conversation) {
    String channel = conversation.getSlackChannel();
    String ts = conversation.getSlackTs();
    return channel == null || ts == null ? null : new SlackPlace(channel, ts);
  }

  /// A message has its result.
  ///
  /// @param place of a new message of Slack
  void end(Notification notification, @Nullable SlackPlace place) {
    if (notification.getResend()) {
      return;
    }
    Alert alert = notification.getAlert();
    Conversation before = of(notification);
    List<String> waiting = new ArrayList<>(before.getWaiting());
    waiting.remove(id(notification));
    Conversation.Builder after = Conversation.newBuilder(before).setWaiting(waiting);
    if (!isFiring(alert)) {
      after.setSlackChannel(null).setSlackTs(null);
    } else if (place != null && before.getStartedAt() != null) {
      after.setSlackChannel(place.channel()).setSlackTs(place.ts());
    }
    keep(alert, notification.getChannel(), after.build());
  }

  /// What a channel has to be told again; null when nothing, or when that is on its way.
  ///
  /// @param goesOn whether there still are the rule, and a channel that forgets
  @Nullable Notification again(
      String channel, Conversation conversation, boolean goesOn, Instant now) {
    Alert told = conversation.getTold();
    if (told == null) {
      return null;
    }
    Instant ended = conversation.getEndedAt();
    if (!goesOn || (ended != null && !now.isBefore(ended.plus(AlertmanagerChannel.RESOLVED_FOR)))) {
      keep(told, channel, Conversation.newBuilder(conversation).setTold(null).build());
      return null;
    }
    return conversation.getWaiting().isEmpty() ? new Notification(channel, told, true) : null;
  }
}
