package io.evalstream.alert;

import io.evalstream.alert.rule.AlertState;
import io.evalstream.alert.rule.EmbeddingFinding;
import io.evalstream.alert.rule.EmbeddingMemory;
import io.evalstream.alert.rule.Told;
import org.jspecify.annotations.Nullable;

/// What an alert on the drift of embeddings remembers, as it is stored.
final class EmbeddingMemories {

  private EmbeddingMemories() {}

  static io.evalstream.state.EmbeddingMemory stored(EmbeddingMemory memory) {
    return io.evalstream.state.EmbeddingMemory.newBuilder()
        .setState(memory.state().wireName())
        .setSince(memory.state().sinceWhen())
        .setClearSince(
            memory.state() instanceof AlertState.Firing(var _, var clearSince) ? clearSince : null)
        .setRecords(memory.records())
        .setFiredAt(memory.firedAt())
        .setToldAt(memory.told().at())
        .setToldChannels(memory.told().channels())
        .setReminders(memory.told().reminders())
        .setStreak(memory.streak())
        .setOthers(memory.others())
        .setLastAt(memory.lastAt())
        .setBaselineSince(memory.normalSince())
        .setFreshSince(memory.freshSince())
        .setFinding(stored(memory.finding()))
        .build();
  }

  private static io.evalstream.state.@Nullable EmbeddingFinding stored(
      @Nullable EmbeddingFinding finding) {
    return finding == null
        ? null
        : new io.evalstream.state.EmbeddingFinding(
            finding.from(),
            finding.to(),
            finding.n(),
            finding.baseline(),
            finding.z(),
            finding.effect());
  }

  static EmbeddingMemory memory(io.evalstream.state.EmbeddingMemory stored) {
    return new EmbeddingMemory(
        AlertMemories.state(stored.getState(), stored.getSince(), stored.getClearSince()),
        stored.getRecords(),
        stored.getFiredAt(),
        new Told(stored.getToldAt(), stored.getReminders(), stored.getToldChannels()),
        stored.getStreak(),
        stored.getOthers(),
        stored.getLastAt(),
        stored.getBaselineSince(),
        stored.getFreshSince(),
        finding(stored.getFinding()));
  }

  private static @Nullable EmbeddingFinding finding(
      io.evalstream.state.@Nullable EmbeddingFinding stored) {
    return stored == null
        ? null
        : new EmbeddingFinding(
            stored.getWindowStart(),
            stored.getWindowEnd(),
            stored.getN(),
            stored.getBaselineN(),
            stored.getZ(),
            stored.getEffect());
  }
}
