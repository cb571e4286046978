package io.evalstream.alert;

import io.evalstream.alert.rule.AlarmMemory;
import io.evalstream.alert.rule.Arm;
import io.evalstream.alert.rule.Bucket;
import io.evalstream.alert.rule.Journal;
import io.evalstream.state.AlertBucket;
import io.evalstream.state.AlertMemory;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// The journal of one alert in the stores of a task.
///
/// @param memories takes what is remembered, by series
/// @param buckets takes what came in, by [BucketKey]; null for what is gone
/// @param cuts counts labels whose weight was cut
record SeriesJournal(
    AlertSeries series,
    BiConsumer<String, AlertMemory> memories,
    BiConsumer<String, @Nullable AlertBucket> buckets,
    LongConsumer cuts)
    implements Journal {

  @Override
  public void memory(AlarmMemory memory) {
    memories.accept(series.toText(), AlertMemories.stored(memory));
  }

  @Override
  public void bucket(long step, @Nullable Bucket bucket) {
    keep(new BucketKey.Step(step), bucket);
  }

  @Override
  public void hour(long hour, @Nullable Bucket bucket) {
    keep(new BucketKey.Hour(hour), bucket);
  }

  @Override
  public void arm(String version, @Nullable Arm arm) {
    String key = new BucketKey.Version(version).toText(series);
    buckets.accept(key, arm == null ? null : AlertBuckets.stored(arm));
  }

  @Override
  public void cut(long labels) {
    cuts.accept(labels);
  }

  private void keep(BucketKey key, @Nullable Bucket bucket) {
    buckets.accept(key.toText(series), bucket == null ? null : AlertBuckets.stored(bucket));
  }
}
