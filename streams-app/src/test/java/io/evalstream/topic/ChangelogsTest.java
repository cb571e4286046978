package io.evalstream.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChangelogsTest {

  private static final String TOPIC = "monitor-funnel-changelog";
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
  private static final Duration SOON = Duration.ofMillis(500);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final Changelogs changelogs = new Changelogs(Map.of(TOPIC, "funnel"), consumer);

  @AfterEach
  void close() {
    changelogs.close();
  }

  private void create(long records) {
    consumer.updatePartitions(
        TOPIC, List.of(new PartitionInfo(TOPIC, 0, Node.noNode(), new Node[0], new Node[0])));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, records));
  }

  private void store(long offset) {
    consumer.addRecord(
        new ConsumerRecord<>(TOPIC, 0, offset, "k".getBytes(UTF_8), "v".getBytes(UTF_8)));
  }

  @Test
  void whileNothingIsThere_itWaits_andFindsATopicSoon() {
    assertThat(changelogs.poll(SOON)).isEmpty();
    assertThat(changelogs.isCaughtUp()).isFalse();
    create(1);

    // As many waits as a look takes, and some more.
    for (int i = 0; i < 5 && consumer.assignment().isEmpty(); i++) {
      changelogs.poll(SOON);
    }

    assertThat(consumer.assignment()).containsExactly(PARTITION);
  }

  @Test
  void aWaitForATopic_isEndedByAWakeup() {
    changelogs.wakeup();

    assertThatThrownBy(() -> changelogs.poll(Duration.ofHours(1)))
        .isInstanceOf(WakeupException.class);
  }

  @Test
  void itIsCaughtUp_whenAllThatWasThereIsRead() {
    create(2);
    changelogs.poll(Duration.ZERO);
    List<Changelogs.Change> changes = new ArrayList<>();

    store(0);
    changes.addAll(changelogs.poll(Duration.ZERO));
    assertThat(changelogs.isCaughtUp()).isFalse();

    store(1);
    changes.addAll(changelogs.poll(Duration.ZERO));
    assertThat(changelogs.isCaughtUp()).isTrue();
    assertThat(changes).extracting(Changelogs.Change::store).containsExactly("funnel", "funnel");
  }
}
