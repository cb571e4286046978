package io.evalstream.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evalstream.agreement.Standing;
import io.evalstream.alert.DriftBoard;
import io.evalstream.alert.DriftWatch;
import io.evalstream.console.ClusterBoards;
import io.evalstream.metric.FunnelStep;
import io.evalstream.state.Agreement;
import io.evalstream.state.JudgeAgreement;
import io.evalstream.topic.Changelogs;
import io.evalstream.topic.Changelogs.Change;
import io.evalstream.topic.RootCause;
import io.evalstream.topic.StateSerde;
import io.evalstream.topic.StoreNames;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.jspecify.annotations.Nullable;

/// Shows on the boards of the whole cluster what the stores of all tasks say: a thread that reads
/// their changelogs.
final class BoardFeed implements AutoCloseable {

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Set<String> FUNNELS =
      Set.of(
          StoreNames.FUNNEL,
          StoreNames.FEEDBACK_FUNNEL,
          StoreNames.MATCH_FUNNEL,
          StoreNames.OTLP_FUNNEL,
          StoreNames.SPAN_FUNNEL);
  private static final Set<String> STORES =
      Set.of(
          StoreNames.FUNNEL,
          StoreNames.FEEDBACK_FUNNEL,
          StoreNames.MATCH_FUNNEL,
          StoreNames.OTLP_FUNNEL,
          StoreNames.SPAN_FUNNEL,
          StoreNames.AGREEMENTS,
          StoreNames.JUDGE_AGREEMENTS);

  private final Lives lives = new Lives("console-boards", LONGEST_PAUSE, this::live, this::failed);
  private final KafkaConfig kafka;
  private final ClusterBoards boards;
  private final DriftWatch watch;
  private final Consumer<@Nullable String> remark;
  private final Deserializer<Long> counts = new LongDeserializer();
  private final Deserializer<Agreement> agreements =
      new StateSerde<>(Agreement.class).deserializer();
  private final Deserializer<JudgeAgreement> golden =
      new StateSerde<>(JudgeAgreement.class).deserializer();

  private BoardFeed(
      KafkaConfig kafka,
      ClusterBoards boards,
      DriftWatch watch,
      Consumer<@Nullable String> remark) {
    this.kafka = kafka;
    this.boards = boards;
    this.watch = watch;
    this.remark = remark;
  }

  /// @param remark hears one line for people while reading fails, and null when all is well
  static BoardFeed start(
      KafkaConfig kafka,
      ClusterBoards boards,
      DriftWatch watch,
      Consumer<@Nullable String> remark) {
    BoardFeed feed = new BoardFeed(kafka, boards, watch, remark);
    feed.lives.start();
    return feed;
  }

  /// What was deleted while nobody read is not in a changelog any more, so each life fills boards
  /// of its own. They are shown when they have what there is; until then those before are.
  private void live() {
    try (Changelogs changelogs = Changelogs.open(kafka.clients(), kafka.applicationId(), STORES)) {
      lives.wakeBy(changelogs::wakeup);
      follow(changelogs, new ClusterBoards());
    } finally {
      lives.wakeBy(null);
    }
  }

  private void follow(Changelogs changelogs, ClusterBoards filled) {
    boolean shown = false;
    while (!lives.isStopped()) {
      changelogs.poll(POLL).forEach(change -> put(filled, change));
      if (!shown && changelogs.isCaughtUp()) {
        boards.show(filled);
        shown = true;
        lives.isWell();
        remark.accept(null);
      }
    }
  }

  private void failed(Throwable failure, Duration pause) {
    remark.accept(
        "The funnel and the agreements may be old: %s; tried again in %d s"
            .formatted(RootCause.message(failure), pause.toSeconds()));
  }

  @Override
  public void close() {
    lives.close();
  }

  private void put(ClusterBoards boards, Change change) {
    String key = new String(change.key(), UTF_8);
    if (FUNNELS.contains(change.store())) {
      boards.count(
          change.store() + "-" + change.task(), FunnelStep.fromText(key), read(counts, change));
    } else if (change.store().equals(StoreNames.AGREEMENTS)) {
      Agreement agreement = read(agreements, change);
      boards.agreement(key, agreement == null ? null : Standing.of(key, agreement));
    } else {
      JudgeAgreement agreement = read(golden, change);
      boards.golden(key, agreement == null ? null : DriftBoard.Standing.of(agreement, watch));
    }
  }

  private static <T> @Nullable T read(Deserializer<T> deserializer, Change change) {
    byte[] value = change.value();
    return value == null ? null : deserializer.deserialize(change.store(), value);
  }
}
