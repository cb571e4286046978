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

  /// Less than twice its limit.
  private static final Alert MILD =
      Alert.newBuilder(Alerts.FIRING)
          .setTransitionId("faithfulness-high|docs-bot#4")
          .setTransitionedAt(Instant.parse("2026-11-24T16:00:00Z"))
          .setFiredAt(Instant.parse("2026-11-24T16:00:00Z"))
          .setRate(0.06)
          .build();

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

  @Test
  void messagesAboutOneAlert_waitForThoseBefore() {
    Notification firing = begin(Alerts.FIRING);
    Notification resolved = begin(Alerts.RESOLVED);

    assertThat(conversations.hasToWait(firing)).isFalse();
    assertThat(conversations.hasToWait(resolved)).isTrue();
    assertThat(
            conversations.hasToWait(Notification.newBuilder(resolved).setChannel("other").build()))
        .as("another channel has its own order")
        .isFalse();

    conversations.end(firing, PLACE);
    assertThat(conversations.hasToWait(resolved)).isFalse();
  }

  @Test
  void firstMessage_isRememberedUntilItIsResolved() {
    conversations.end(begin(Alerts.FIRING), PLACE);
    Notification reminder = begin(Alerts.REMINDER);
    assertThat(message(reminder).first()).isEqualTo(PLACE);
    conversations.end(reminder, null);
    Notification resolved = begin(Alerts.RESOLVED);
    assertThat(message(resolved).first()).isEqualTo(PLACE);

    conversations.end(resolved, null);

    assertThat(store).isEmpty();
  }

  @Test
  void alertThatFiresAgainMeanwhile_isNotTakenForTheFirst() {
    Notification firing = begin(Alerts.FIRING);
    Notification resolved = begin(Alerts.RESOLVED);
    Notification again = begin(MILD);
    conversations.end(firing, PLACE);
    assertThat(message(resolved).first()).isEqualTo(PLACE);
    assertThat(conversations.hasToWait(again)).isTrue();

    conversations.end(resolved, null);

    assertThat(conversations.hasToWait(again)).isFalse();
    assertThat(message(again).first()).isNull();
  }

  /// As when its rule was taken out of the configuration and given again.
  @Test
  void alertThatFiresAgainWithoutAnEnd_isANewMessageWithItsOwnThread() {
    SlackPlace second = new SlackPlace("C1", "18.1");
    conversations.end(begin(Alerts.FIRING), PLACE);

    Notification again = begin(MILD);

    assertThat(message(again).first()).isNull();
    conversations.end(again, second);
    assertThat(message(begin(Alerts.REMINDER)).first()).isEqualTo(second);
  }

  @Test
  void newMessageThatIsLost_leavesNoOldThread() {
    conversations.end(begin(Alerts.FIRING), PLACE);
    conversations.end(begin(MILD), null);

    assertThat(message(begin(Alerts.REMINDER)).first()).isNull();
  }

  @Test
  void firstMessageThatIsLost_leavesAResolveThatIsNew() {
    Notification firing = begin(Alerts.FIRING);
    Notification resolved = begin(Alerts.RESOLVED);

    conversations.end(firing, null);

    assertThat(conversations.hasToWait(resolved)).isFalse();
    assertThat(message(resolved).first()).isNull();
  }

  @Test
  void severityAndStart_stayThoseOfTheFiringToTheEnd() {
    conversations.end(begin(Alerts.FIRING), null);
    Alert better = Alert.newBuilder(Alerts.REMINDER).setRate(0.06).setFiredAt(null).build();
    Notification reminder = begin(better);
    conversations.end(reminder, null);
    Alert over = Alert.newBuilder(Alerts.RESOLVED).setFiredAt(null).build();

    Notification resolved = begin(over);

    assertThat(message(reminder).severity()).isEqualTo(Severity.PAGE);
    assertThat(message(reminder).startedAt()).isEqualTo(Alerts.FIRED);
    assertThat(message(resolved).severity()).isEqualTo(Severity.PAGE);
    assertThat(message(resolved).startedAt()).isEqualTo(Alerts.FIRED);
  }

  @Test
  void alertThatFiresAgainBehindAResolve_hasItsOwnSeverity() {
    begin(Alerts.FIRING);
    Notification resolved = begin(Alerts.RESOLVED);
    Notification again = begin(MILD);

    assertThat(message(resolved).severity()).isEqualTo(Severity.PAGE);
    assertThat(message(again).severity()).isEqualTo(Severity.TICKET);
    assertThat(message(again).startedAt()).isEqualTo(MILD.getFiredAt());
  }

  @Test
  void sameNumberAtAnotherTime_isAnotherMessage() {
    Alert later =
        Alert.newBuilder(Alerts.FIRING).setTransitionedAt(NOW.plusSeconds(86_400)).build();

    assertThat(Conversations.id(begin(later))).isNotEqualTo(Conversations.id(begin(Alerts.FIRING)));
  }

  @Test
  void channelThatForgets_isToldAgainUntilAWhileAfterTheEnd() {
    Notification firing = beginForgetting(Alerts.FIRING);
    assertThat(again(NOW)).as("it is on its way").isNull();
    conversations.end(firing, null);
    Notification again = Objects.requireNonNull(again(NOW));
    assertThat(again.getResend()).isTrue();
    assertThat(again(NOW)).as("a repetition is on its way").isNull();
    conversations.end(again, null);

    conversations.end(beginForgetting(Alerts.RESOLVED), null);
    Notification last =
        Objects.requireNonNull(again(NOW.plus(AlertmanagerChannel.RESOLVED_FOR).minusMillis(1)));
    assertThat(message(last).isFiring()).isFalse();
    conversations.end(last, null);

    assertThat(again(NOW.plus(AlertmanagerChannel.RESOLVED_FOR))).isNull();
    assertThat(store).isEmpty();
  }

  /// Of a repetition in flight the channel must not hear after the end.
  @Test
  void resolve_waitsForARepetitionThatIsOnItsWay() {
    conversations.end(beginForgetting(Alerts.FIRING), null);
    Notification again = Objects.requireNonNull(again(NOW));
    Notification resolved = beginForgetting(Alerts.RESOLVED);

    assertThat(conversations.hasToWait(resolved)).isTrue();
    assertThat(message(again).isFiring()).as("what is true when it is sent").isFalse();
    conversations.end(again, null);
    assertThat(conversations.hasToWait(resolved)).isFalse();
  }

  @Test
  void alertThatEndsInSilence_isToldNoMore() {
    conversations.end(begin(Alerts.FIRING), PLACE);

    conversations.forget(Alerts.RESOLVED, "slack");

    assertThat(store).isEmpty();
  }

  @Test
  void alertThatFiresInSilence_isNotToldAgain() {
    conversations.mute(Alerts.FIRING, "slack");

    assertThat(again(NOW)).isNull();
    assertThat(conversations.isMuted(Alerts.RESOLVED, "slack")).isTrue();
  }

  @Test
  void resultOfWhatIsForgotten_keepsNothing() {
    Notification firing = begin(Alerts.FIRING);
    conversations.forget(Alerts.FIRING, "slack");

    conversations.end(firing, PLACE);

    assertThat(store).isEmpty();
  }

  private Notification begin(Alert alert) {
    return conversations.begin(alert, "slack", false, NOW);
  }

  private Notification beginForgetting(Alert alert) {
    return conversations.begin(alert, "slack", true, NOW);
  }

  private Notification again(Instant now) {
    return conversations.again(store.values().iterator().next(), now);
  }

  private Message message(Notification notification) {
    return Objects.requireNonNull(conversations.message(notification));
  }
}
