package io.evalstream.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.async.Attempt;
import io.evalstream.async.CallResult;
import io.evalstream.async.CallResult.Answered;
import io.evalstream.async.CallResult.Retry;
import io.evalstream.config.Secret;
import io.evalstream.devcluster.stub.SlackPost;
import io.evalstream.devcluster.stub.SlackStub;
import io.evalstream.event.Alert;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackBotSenderTest {

  private static final Attempt ATTEMPT = new Attempt("n-1", 1, Duration.ofSeconds(10));

  private final SlackStub slack = SlackStub.start(0);

  @AfterEach
  void stop() {
    slack.close();
  }

  @Test
  void firingAlert_isPostedAndItsPlaceIsTold() throws Exception {
    SlackPlace place = post();

    assertThat(slack.posts()).extracting(SlackPost::ts).containsExactly(place.ts());
    assertThat(place.channel()).as("the id, not the name").isNotEqualTo(slack.channel());
  }

  @Test
  void resolvedAlert_changesTheFirstMessageAndReplies() throws Exception {
    SlackPlace place = post();

    CallResult<Delivery> result = send(Alerts.RESOLVED, place);

    assertThat(result).isEqualTo(new Answered<>(Delivery.TOLD));
    assertThat(slack.posts())
        .satisfiesExactly(
            first -> {
              assertThat(first.changes()).isEqualTo(1);
              assertThat(Shown.texts(first.message()))
                  .startsWith("[RESOLVED] faithfulness-high · docs-bot");
              assertThat(first.message().at("/attachments/0/color").asText())
                  .isEqualTo(SlackColour.GREEN.code());
            },
            reply -> assertThat(reply.threadTs()).isEqualTo(place.ts()));
    assertThat(slack.rejections()).isEmpty();
  }

  @Test
  void reminder_repliesInTheThread() throws Exception {
    SlackPlace place = post();

    assertThat(send(Alerts.REMINDER, place)).isEqualTo(new Answered<>(Delivery.TOLD));

    assertThat(slack.posts()).extracting(SlackPost::threadTs).containsExactly(null, place.ts());
  }

  @Test
  void resolvedAlertWithoutAFirstMessage_isANewMessage() throws Exception {
    send(Alerts.RESOLVED, null);

    assertThat(slack.posts()).singleElement().extracting(SlackPost::threadTs).isNull();
  }

  @Test
  void firstMessageThatWasDeleted_isReplacedByANewOne() throws Exception {
    SlackPlace place = post();
    slack.deletePosts();

    send(Alerts.RESOLVED, place);
    assertThat(slack.posts()).singleElement().extracting(SlackPost::threadTs).isNull();

    slack.deletePosts();
    send(Alerts.REMINDER, place);
    assertThat(slack.posts()).singleElement().extracting(SlackPost::threadTs).isNull();
  }

  /// The configuration names another channel now, or the app was asked to leave.
  @ParameterizedTest
  @ValueSource(strings = {"channel_not_found", "is_archived", "not_in_channel"})
  void channelThatIsGone_isReplacedByTheOneOfToday(String error) throws Exception {
    SlackPlace place = post();
    slack.deletePosts();

    slack.refuseNext(1, error);
    send(Alerts.RESOLVED, place);
    slack.refuseNext(1, error);
    send(Alerts.REMINDER, place);

    assertThat(slack.posts()).extracting(SlackPost::threadTs).containsExactly(null, null);
  }

  /// A repetition after a lost reply changes the same message to the same.
  @Test
  void repetitionOfAResolve_postsNoNewMessage() throws Exception {
    SlackPlace place = post();
    send(Alerts.RESOLVED, place);

    send(Alerts.RESOLVED, place);

    assertThat(slack.posts()).filteredOn(post -> post.threadTs() == null).hasSize(1);
  }

  @Test
  void rateLimitOfTheApi_isRetried() throws Exception {
    slack.refuseNext(1, "ratelimited");

    assertThat(send(Alerts.FIRING, null))
        .isEqualTo(new Retry<>("slack_ratelimited", "chat.postMessage: ratelimited", null, true));
    assertThat(slack.posts()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"internal_error", "fatal_error", "service_unavailable"})
  void errorOfSlackItself_isRetried(String error) throws Exception {
    slack.refuseNext(1, error);

    assertThat(send(Alerts.FIRING, null))
        .isEqualTo(new Retry<>("slack_" + error, "chat.postMessage: " + error, null, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"channel_not_found", "invalid_auth", "not_in_channel", "what_is_this"})
  void otherError_isFinal(String error) throws Exception {
    slack.refuseNext(1, error);

    assertThat(send(Alerts.FIRING, null))
        .isEqualTo(new Answered<>(new Delivery.Failed("chat.postMessage: " + error)));
  }

  @Test
  void replyThatFailsForGood_leavesTheAlertDelivered() throws Exception {
    SlackPlace place = post();
    slack.recover();

    CallResult<Delivery> limited = sendWithFailingReply(place, "ratelimited");
    CallResult<Delivery> refused = sendWithFailingReply(place, "restricted_action");

    assertThat(limited).isInstanceOf(Retry.class);
    assertThat(refused).isEqualTo(new Answered<>(Delivery.TOLD));
  }

  private CallResult<Delivery> sendWithFailingReply(SlackPlace place, String error)
      throws Exception {
    slack.takeNext(1);
    slack.refuseNext(1, error);
    return send(Alerts.RESOLVED, place);
  }

  private SlackPlace post() throws Exception {
    CallResult<Delivery> result = send(Alerts.FIRING, null);
    assertThat(result).isInstanceOf(Answered.class);
    Delivery delivery = ((Answered<Delivery>) result).answer();
    return Objects.requireNonNull(((Delivery.Told) delivery).place());
  }

  private CallResult<Delivery> send(Alert alert, SlackPlace first) throws Exception {
    Message message = new Message(alert, Severity.PAGE, Alerts.FIRED, first);
    SlackBot bot =
        new SlackBot(new Secret(slack.botToken()), slack.channel(), URI.create(slack.apiUrl()));
    return new SlackBotSender(bot, Alerts.LINKS, Poster.of(Poster.client(), List.of()))
        .call(message, ATTEMPT);
  }
}
