package io.evalstream.alert;

import io.evalstream.async.Ticking;
import io.evalstream.event.Alert;
import io.evalstream.state.JudgeStanding;
import io.evalstream.topic.Entries;
import io.evalstream.topic.StoreNames;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Fires when the first task sees that a judge cannot be used, and resolves when the last one sees
/// that it can, or when the judge was taken out of the configuration.
final class JudgeAlertProcessor extends ContextualProcessor<String, JudgeStanding, String, Alert> {

  private static final Duration SOON = Duration.ofSeconds(1);

  private final Set<String> judges;
  private final List<String> channels;
  private final AlertBoard board;
  private @Nullable KeyValueStore<String, JudgeStanding> standings;
  private final Ticking waiting = new Ticking();

  /// @param judges that there are
  /// @param channels that hear of it
  JudgeAlertProcessor(Set<String> judges, List<String> channels, AlertBoard board) {
    this.judges = Set.copyOf(judges);
    this.channels = channels;
    this.board = board;
  }

  @Override
  public void init(ProcessorContext<String, Alert> context) {
    super.init(context);
    KeyValueStore<String, JudgeStanding> store = context.getStateStore(StoreNames.JUDGE_STANDINGS);
    standings = store;
    waiting.stop();
    Map<String, JudgeStanding> unusable = unusable(store);
    unusable.values().stream()
        .filter(seen -> judges.contains(seen.getJudge()))
        .forEach(seen -> show(new JudgeAlert(seen, channels)));
    if (!judges.containsAll(unusable.keySet())) {
      waiting.every(
          SOON,
          context,
          timestamp -> resolveThoseOfJudgesThatAreGone(store, Instant.ofEpochMilli(timestamp)));
    }
  }

  /// Nothing can be forwarded before the first turn of the task.
  private void resolveThoseOfJudgesThatAreGone(
      KeyValueStore<String, JudgeStanding> store, Instant now) {
    waiting.stop();
    Map<String, JudgeStanding> gone = unusable(store);
    gone.keySet().removeAll(judges);
    keysOf(store, gone.keySet()).forEach(store::delete);
    for (JudgeStanding last : gone.values()) {
      JudgeAlert alert = JudgeAlert.gone(last, now, channels);
      context().forward(new Record<>(alert.key(), alert.toAlert(), now.toEpochMilli()));
    }
  }

  private static List<String> keysOf(
      KeyValueStore<String, JudgeStanding> store, Set<String> judges) {
    return Entries.of(store).stream()
        .filter(entry -> judges.contains(entry.value.getJudge()))
        .map(entry -> entry.key)
        .toList();
  }

  @Override
  public void process(Record<String, JudgeStanding> record) {
    if (standings == null) {
      throw new IllegalStateException("judge alerts: used before init");
    }
    JudgeStanding seen = record.value();
    boolean before = unusable(standings).containsKey(seen.getJudge());
    String key = seen.getJudge() + "\u0000" + seen.getTask();
    if (seen.getUsable()) {
      if (standings.get(key) == null) {
        return;
      }
      standings.delete(key);
    } else {
      // The first word of an outage stays: it tells since when.
      standings.putIfAbsent(key, seen);
    }
    boolean after = unusable(standings).containsKey(seen.getJudge());
    if (before != after) {
      JudgeAlert alert = new JudgeAlert(seen, channels);
      show(alert);
      context().forward(record.withKey(alert.key()).withValue(alert.toAlert()));
    }
  }

  /// The judges that some task cannot use, with what was seen first.
  private static Map<String, JudgeStanding> unusable(KeyValueStore<String, JudgeStanding> store) {
    Map<String, JudgeStanding> unusable = new TreeMap<>();
    Entries.of(store)
        .forEach(
            entry ->
                unusable.merge(entry.value.getJudge(), entry.value, JudgeAlertProcessor::earlier));
    return unusable;
  }

  private static JudgeStanding earlier(JudgeStanding one, JudgeStanding other) {
    return other.getSeenAt().isBefore(one.getSeenAt()) ? other : one;
  }

  private void show(JudgeAlert alert) {
    board.show(context().taskId().toString(), alert.series(), alert.state());
  }

  @Override
  public void close() {
    waiting.stop();
    board.leave(context().taskId().toString());
  }
}
