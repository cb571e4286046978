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
/// remembers with which severity the alert fired, the message of Slack that a later one changes,
/// and what a channel that forgets has to be told again. Of what is over nothing is kept.
///
/// *Threading:* the stream thread only.
///
/// @param get null where nothing is kept
/// @param put null deletes
record Conversations(
    Function<String, @Nullable Conversation> get, BiConsumer<String, @Nullable Conversation> put) {

  private static final Conversation NOTHING =
      Conversation.newBuilder().setWaiting(List.of()).build();

  /// A rule that is removed and given again counts its transitions from 1, so their times are part
  /// of the id. There is one repetition at a time.
  static String id(Notification notification) {
    Alert alert = notification.getAlert();
    String what =
        notification.getResend()
            ? alert.getAlertKey() + "~"
            : alert.getTransitionId()
                + "~"
                + alert.getTransitionedAt().toEpochMilli()
                + (alert.getReminder() > 0 ? "~" + alert.getReminder() : "");
    return what + "@" + notification.getChannel();
  }

  static String key(Alert alert, String channel) {
    return alert.getAlertKey() + "@" + channel;
  }

  private Conversation of(Alert alert, String channel) {
    Conversation kept = get.apply(key(alert, channel));
    return kept == null ? NOTHING : kept;
  }

  private void keep(Alert alert, String channel, Conversation conversation) {
    boolean over = conversation.getWaiting().isEmpty() && conversation.getLatest() == null;
    put.accept(key(alert, channel), over ? null : conversation);
  }

  /// A message is going to be told. While an alert fires, its severity and its start stay those of
  /// the message that it began with.
  ///
  /// @param forgets whether the channel has to be told again and again
  Notification begin(Alert alert, String channel, boolean forgets, Instant now) {
    Conversation before = of(alert, channel);
    Notification notification = notification(alert, channel, before.getLatest());
    boolean firing = isFiring(alert);
    keep(
        alert,
        channel,
        Conversation.newBuilder(before)
            .setLatest(firing || forgets ? notification : null)
            .setMuted(false)
            .setEndedAt(firing || !forgets ? null : now)
            .setWaiting(with(before, notification))
            .build());
    return notification;
  }

  private static Notification notification(
      Alert alert, String channel, @Nullable Notification latest) {
    return latest == null || !isFiring(latest.getAlert()) || isNew(alert)
        ? new Notification(channel, alert, Severity.of(alert).wireName(), startOf(alert), false)
        : new Notification(channel, alert, latest.getSeverity(), latest.getStartedAt(), false);
  }

  private static List<String> with(Conversation before, Notification notification) {
    List<String> waiting = new ArrayList<>(before.getWaiting());
    if (!waiting.contains(id(notification))) {
      waiting.add(id(notification));
    }
    return waiting;
  }

  private static boolean isFiring(Alert alert) {
    return alert.getState().equals("firing");
  }

  private static boolean isNew(Alert alert) {
    return isFiring(alert) && alert.getReminder() == 0;
  }

  private static Instant startOf(Alert alert) {
    Instant fired = alert.getFiredAt();
    return fired == null ? alert.getTransitionedAt() : fired;
  }

  /// Nobody is to be told of the alert any more: what was said of it is not taken up again.
  /// Messages on their way keep their order.
  void forget(Alert alert, String channel) {
    Conversation kept = get.apply(key(alert, channel));
    if (kept != null) {
      keep(
          alert,
          channel,
          Conversation.newBuilder(kept).setLatest(null).setEndedAt(null).setMuted(false).build());
    }
  }

  /// The alert fired, and nobody is to be told.
  void mute(Alert alert, String channel) {
    keep(
        alert,
        channel,
        Conversation.newBuilder(NOTHING)
            .setLatest(notification(alert, channel, null))
            .setMuted(true)
            .setWaiting(of(alert, channel).getWaiting())
            .build());
  }

  /// Whether the channel was not told that the alert fired.
  boolean isMuted(Alert alert, String channel) {
    return of(alert, channel).getMuted();
  }

  /// Whether an earlier message about the same alert has no result yet.
  boolean hasToWait(Notification notification) {
    return of(notification).getWaiting().indexOf(id(notification)) > 0;
  }

  private Conversation of(Notification notification) {
    return of(notification.getAlert(), notification.getChannel());
  }

  /// What the channel is told now; null when that is nothing any more.
  @Nullable Message message(Notification notification) {
    Conversation kept = of(notification);
    Notification told = notification.getResend() ? repeated(kept) : notification;
    return told == null
        ? null
        : new Message(
            told.getAlert(),
            Severity.named(told.getSeverity()),
            told.getStartedAt(),
            isNew(told.getAlert()) ? null : first(kept));
  }

  private static @Nullable Notification repeated(Conversation kept) {
    return kept.getMuted() ? null : kept.getLatest();
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
    Alert alert = notification.getAlert();
    Conversation before = get.apply(key(alert, notification.getChannel()));
    if (before == null) {
      return;
    }
    List<String> waiting = new ArrayList<>(before.getWaiting());
    waiting.remove(id(notification));
    Conversation.Builder after = Conversation.newBuilder(before).setWaiting(waiting);
    if (!notification.getResend() && (place != null || alert.getReminder() == 0)) {
      SlackPlace first = isFiring(alert) ? place : null;
      after
          .setSlackChannel(first == null ? null : first.channel())
          .setSlackTs(first == null ? null : first.ts());
    }
    keep(alert, notification.getChannel(), after.build());
  }

  /// What a channel that forgets has to be told again, which from now on is on its way; null when
  /// nothing, or when another message is.
  @Nullable Notification again(Conversation conversation, Instant now) {
    Notification latest = repeated(conversation);
    if (latest == null) {
      return null;
    }
    Instant ended = conversation.getEndedAt();
    if (ended != null && !now.isBefore(ended.plus(AlertmanagerChannel.RESOLVED_FOR))) {
      forget(latest.getAlert(), latest.getChannel());
      return null;
    }
    if (!conversation.getWaiting().isEmpty()) {
      return null;
    }
    Notification again = Notification.newBuilder(latest).setResend(true).build();
    keep(
        again.getAlert(),
        again.getChannel(),
        Conversation.newBuilder(conversation).setWaiting(List.of(id(again))).build());
    return again;
  }
}
