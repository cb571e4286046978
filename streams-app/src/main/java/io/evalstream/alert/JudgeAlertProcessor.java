package io.evalstream.alert;

import io.evalstream.event.Alert;
import io.evalstream.state.JudgeStanding;
import io.evalstream.topic.StoreNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Fires when the first task sees that a judge cannot be used, and resolves when the last one sees
/// that it can.
final class JudgeAlertProcessor extends ContextualProcessor<String, JudgeStanding, String, Alert> {

  private final Set<String> judges;
  private final List<String> channels;
  private final AlertBoard board;
  private @Nullable KeyValueStore<String, JudgeStanding> standings;

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
    forgetJudgesThatAreGone(store);
    unusable(store).values().forEach(seen -> show(new JudgeAlert(seen, channels)));
  }

  private void forgetJudgesThatAreGone(KeyValueStore<String, JudgeStanding> store) {
    List<String> gone = new ArrayList<>();
    try (KeyValueIterator<String, JudgeStanding> all = store.all()) {
      all.forEachRemaining(
          entry -> {
            if (!judges.contains(entry.value.getJudge())) {
              gone.add(entry.key);
            }
          });
    }
    gone.forEach(store::delete);
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
      standings.put(key, seen);
    }
    boolean after = unusable(standings).containsKey(seen.getJudge());
    if (before != after) {
      JudgeAlert alert = new JudgeAlert(seen, channels);
      show(alert);
      context().forward(record.withKey(alert.key()).withValue(alert.toAlert()));
    }
  }

  /// The judges that some task cannot use, with what the first one of these saw.
  private static Map<String, JudgeStanding> unusable(KeyValueStore<String, JudgeStanding> store) {
    Map<String, JudgeStanding> unusable = new TreeMap<>();
    try (KeyValueIterator<String, JudgeStanding> all = store.all()) {
      all.forEachRemaining(entry -> unusable.putIfAbsent(entry.value.getJudge(), entry.value));
    }
    return unusable;
  }

  private void show(JudgeAlert alert) {
    board.show(context().taskId().toString(), alert.series(), alert.state());
  }

  @Override
  public void close() {
    board.leave(context().taskId().toString());
  }
}
