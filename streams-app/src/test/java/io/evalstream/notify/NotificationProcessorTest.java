package io.evalstream.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evalstream.event.Alert;
import io.evalstream.state.Conversation;
import io.evalstream.state.Notification;
import io.evalstream.topic.ConversationStore;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NotificationProcessorTest {

  private static final Alert ONE =
      Alert.newBuilder(Alerts.FIRING).setAlertKey("one").setNotify(List.of("am")).build();
  private static final Alert OTHER = Alert.newBuilder(ONE).setAlertKey("other").build();
  private static final Map<String, Channel> CHANNELS =
      Map.of(
          "am",
          new AlertmanagerChannel(List.of(URI.create("http://am:9093")), Duration.ofMinutes(1)),
          "ops@night",
          new AlertmanagerChannel(List.of(URI.create("http://am:9093")), Duration.ofMinutes(1)));

  private final List<Notification> told = new ArrayList<>();
  private Consumer<Notification> behind = notification -> {};
  private final MockProcessorContext<String, Notification> context =
      new MockProcessorContext<>() {
        @Override
        public <K extends String, V extends Notification> void forward(Record<K, V> record) {
          told.add(record.value());
          behind.accept(record.value());
        }
      };
  private final KeyValueStore<String, Conversation> store =
      ConversationStore.builder().withCachingDisabled().withLoggingDisabled().build();
  private final Conversations conversations = new Conversations(store::get, store::put);

  @BeforeEach
  void open() {
    store.init(context.getStateStoreContext(), store);
    behind = notification -> conversations.end(notification, null);
  }

  @Test
  void whatTheConfigurationNoLongerTells_isNotToldAgain_butItsEndIs() {
    NotificationProcessor before = processor((alert, channel) -> true);
    before.process(record(ONE));
    before.process(record(OTHER));
    NotificationProcessor after =
        processor((alert, channel) -> alert.getAlertKey().equals("other"));
    told.clear();
    tick();
    assertThat(told)
        .extracting(notification -> notification.getAlert().getAlertKey())
        .containsExactly("other");
    told.clear();

    after.process(record(Alert.newBuilder(ONE).setState("resolved").build()));
    tick();

    assertThat(told)
        .filteredOn(notification -> notification.getAlert().getAlertKey().equals("one"))
        .extracting(Notification::getSeverity, Notification::getResend)
        .containsExactly(tuple("page", false), tuple("page", true));
  }

  @Test
  void channelThatIsGone_isForgottenAtTheStart() {
    processor((alert, channel) -> true)
        .process(record(Alert.newBuilder(ONE).setNotify(List.of("gone")).build()));

    processor((alert, channel) -> true);

    assertThat(store.get("one@gone")).isNull();
  }

  @Test
  void endOfWhatAChannelThatIsGoneHeard_isToldTheOthers() {
    NotificationProcessor processor = processor((alert, channel) -> true);
    Alert both = Alert.newBuilder(ONE).setNotify(List.of("gone", "am")).build();

    processor.process(record(Alert.newBuilder(both).setState("resolved").build()));

    assertThat(told).extracting(Notification::getChannel).containsExactly("am");
  }

  @Test
  void whatNobodyWouldEnd_isForgottenAtTheStart() {
    NotificationProcessor before = processor((alert, channel) -> true);
    before.process(record(ONE));
    before.process(record(OTHER));

    processor((alert, channel) -> true, alert -> alert.getAlertKey().equals("other"));

    assertThat(store.get("one@am")).isNull();
    assertThat(store.get("other@am")).isNotNull();
  }

  @Test
  void whatWasToldBeforeARestart_isToldAgain() {
    processor((alert, channel) -> true).process(record(ONE));
    processor((alert, channel) -> true);
    told.clear();

    tick();

    assertThat(told).extracting(Notification::getResend).containsExactly(true);
  }

  @Test
  void channelWithAnAtInItsName_isToldAgain() {
    processor((alert, channel) -> true)
        .process(record(Alert.newBuilder(ONE).setNotify(List.of("ops@night")).build()));
    told.clear();

    tick();

    assertThat(told).extracting(Notification::getChannel).containsExactly("ops@night");
  }

  /// What stands behind may work in the moment in which something is forwarded to it.
  @Test
  void conversationThatChangesWhileAnotherIsToldAgain_staysChanged() {
    NotificationProcessor processor = processor((alert, channel) -> true);
    processor.process(record(ONE));
    processor.process(record(OTHER));
    told.clear();
    behind =
        notification -> {
          Alert second = notification.getAlert().getAlertKey().equals("one") ? OTHER : ONE;
          conversations.forget(second, "am");
        };

    tick();

    assertThat(told).hasSize(1);
    assertThat(store.approximateNumEntries()).isEqualTo(1);
  }

  private NotificationProcessor processor(BiPredicate<Alert, String> tells) {
    return processor(tells, alert -> true);
  }

  private NotificationProcessor processor(BiPredicate<Alert, String> tells, Predicate<Alert> ends) {
    NotificationProcessor processor =
        new NotificationProcessor(CHANNELS, tells, ends, InstantSource.fixed(Alerts.FIRED));
    context.scheduledPunctuators().forEach(MockProcessorContext.CapturedPunctuator::cancel);
    processor.init(context);
    return processor;
  }

  private void tick() {
    context.scheduledPunctuators().stream()
        .filter(punctuator -> !punctuator.cancelled())
        .toList()
        .forEach(punctuator -> punctuator.getPunctuator().punctuate(0));
  }

  private static Record<String, Alert> record(Alert alert) {
    return new Record<>(alert.getAlertKey(), alert, 0);
  }
}
