package io.evalstream.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.event.Alert;
import io.evalstream.state.Conversation;
import io.evalstream.state.Notification;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ConversationsTest {

  private static final Instant NOW = Alerts.FIRED;
  private static final SlackPlace PLACE = new SlackPlace("C1", "17.1");
  private static final Notification FIRING = of(Alerts.FIRING);
  private static final Notification REMINDER = of(Alerts.REMINDER);
  private static final Notification RESOLVED = of(Alerts.RESOLVED);

  private final Map<String, Conversation> store = new HashMap<>();
  private final Conversations conversations =
      new Conversations(
          store::get,
          (key, value) -> {
            if (value == null) {
              store.remove(key);
            } else {
              store.put(key, value);
            }
          });

  private static Notification of(Alert alert) {
    return new Notification("slack", alert, false);
  }

  @Test
  void messagesAboutOneAlert_waitForThoseBefore() {
    conversations.begin(FIRING, false, NOW);
    conversations.begin(RESOLVED, false, NOW);

    assertThat(conversations.hasToWait(FIRING)).isFalse();
    assertThat(conversations.hasToWait(RESOLVED)).isTrue();
    assertThat(conversations.hasToWait(new Notification("other", Alerts.RESOLVED, false)))
        .as("another channel has its own order")
        .isFalse();

    conversations.end(FIRING, PLACE);
    assertThat(conversations.hasToWait(RESOLVED)).isFalse();
  }

  @Test
  void firstMessage_isRememberedUntilItIsResolved() {
    conversations.begin(FIRING, false, NOW);
    conversations.end(FIRING, PLACE);
    conversations.begin(REMINDER, false, NOW);
    assertThat(message(REMINDER).first()).isEqualTo(PLACE);
    conversations.end(REMINDER, null);
    conversations.begin(RESOLVED, false, NOW);
    assertThat(message(RESOLVED).first()).isEqualTo(PLACE);

    conversations.end(RESOLVED, null);

    assertThat(store).isEmpty();
  }

  @Test
  void alertThatFiresAgainMeanwhile_isNotTakenForTheFirst() {
    Notification again = of(Alert.newBuilder(Alerts.FIRING).setTransitionId("again").build());
    conversations.begin(FIRING, false, NOW);
    conversations.begin(RESOLVED, false, NOW);
    conversations.begin(again, false, NOW);
    conversations.end(FIRING, PLACE);
    assertThat(message(RESOLVED).first()).isEqualTo(PLACE);
    assertThat(conversations.hasToWait(again)).isTrue();

    conversations.end(RESOLVED, null);

    assertThat(conversations.hasToWait(again)).isFalse();
    assertThat(message(again).first()).isNull();
  }

  @Test
  void firstMessageThatIsLost_leavesAResolveThatIsNew() {
    conversations.begin(FIRING, false, NOW);
    conversations.begin(RESOLVED, false, NOW);

    conversations.end(FIRING, null);

    assertThat(conversations.hasToWait(RESOLVED)).isFalse();
    assertThat(message(RESOLVED).first()).isNull();
  }

  @Test
  void severityAndStart_stayThoseOfTheFiring() {
    conversations.begin(FIRING, true, NOW);
    conversations.end(FIRING, null);
    Alert worse = Alert.newBuilder(Alerts.REMINDER).setRate(0.06).setFiredAt(null).build();
    conversations.begin(of(worse), true, NOW.plusSeconds(60));

    Message message = message(of(worse));

    assertThat(message.severity()).isEqualTo(Severity.PAGE);
    assertThat(message.startedAt()).isEqualTo(Alerts.FIRED);
  }

  @Test
  void channelThatForgets_isToldAgainUntilAWhileAfterTheEnd() {
    conversations.begin(FIRING, true, NOW);
    assertThat(again(NOW)).as("it is on its way").isNull();
    conversations.end(FIRING, null);
    assertThat(again(NOW)).isEqualTo(new Notification("slack", Alerts.FIRING, true));

    conversations.begin(RESOLVED, true, NOW);
    conversations.end(RESOLVED, null);
    Notification last = again(NOW.plus(AlertmanagerChannel.RESOLVED_FOR).minusMillis(1));
    assertThat(last).isEqualTo(new Notification("slack", Alerts.RESOLVED, true));
    assertThat(message(Objects.requireNonNull(last)).isFiring()).isFalse();

    assertThat(again(NOW.plus(AlertmanagerChannel.RESOLVED_FOR))).isNull();
    assertThat(store).isEmpty();
  }

  /// A repetition that waited while the alert was resolved must not say that it fires.
  @Test
  void repetition_tellsWhatIsTrueWhenItIsSent() {
    conversations.begin(FIRING, true, NOW);
    conversations.end(FIRING, null);
    Notification again = Objects.requireNonNull(again(NOW));
    conversations.begin(RESOLVED, true, NOW);

    assertThat(message(again).isFiring()).isFalse();
  }

  @Test
  void alertThatEndsInSilence_isToldNoMore() {
    conversations.begin(FIRING, true, NOW);
    conversations.end(FIRING, PLACE);

    conversations.forget(Alerts.RESOLVED, "slack");

    assertThat(store).isEmpty();
  }

  @Test
  void channelThatIsNotOneThatForgetsAnyMore_isToldNoMore() {
    conversations.begin(FIRING, true, NOW);
    conversations.end(FIRING, null);

    assertThat(conversations.again("slack", only(), false, NOW)).isNull();
    assertThat(store).isEmpty();
  }

  private Notification again(Instant now) {
    return conversations.again("slack", only(), true, now);
  }

  private Conversation only() {
    return store.values().iterator().next();
  }

  private Message message(Notification notification) {
    return Objects.requireNonNull(conversations.message(notification));
  }
}
