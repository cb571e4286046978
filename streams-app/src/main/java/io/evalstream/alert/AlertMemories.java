package io.evalstream.alert;

import io.evalstream.alert.rule.Absence;
import io.evalstream.alert.rule.AlarmMemory;
import io.evalstream.alert.rule.AlertState;
import io.evalstream.alert.rule.Baseline;
import io.evalstream.alert.rule.LeastProbability;
import io.evalstream.alert.rule.RunningTest;
import io.evalstream.alert.rule.Told;
import io.evalstream.state.AlertAbsence;
import io.evalstream.state.AlertBaseline;
import io.evalstream.state.AlertMemory;
import io.evalstream.state.AlertTest;
import io.evalstream.state.LeastSampling;
import io.evalstream.stats.SequentialTest.Evidence;
import io.evalstream.stats.SequentialTest.Window;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an alert remembers, as it is stored.
final class AlertMemories {

  private AlertMemories() {}

  static AlertMemory stored(AlarmMemory memory) {
    return AlertMemory.newBuilder()
        .setDefinition(memory.definition())
        .setCondition(memory.condition())
        .setMethod(memory.method())
        .setState(memory.state().wireName())
        .setSince(memory.state().sinceWhen())
        .setClearSince(
            memory.state() instanceof AlertState.Firing(var _, var clearSince) ? clearSince : null)
        .setRecords(memory.records())
        .setFiredAt(memory.firedAt())
        .setToldAt(memory.told().at())
        .setToldChannels(memory.told().channels())
        .setReminders(memory.told().reminders())
        .setAbout(memory.about())
        .setLastAt(memory.lastAt())
        .setTest(test(memory.test()))
        .setBaseline(
            memory.limit() == null
                ? null
                : new AlertBaseline(memory.limit().limit(), memory.limit().hour()))
        .setAbsence(absence(memory.absence()))
        .build();
  }

  private static @Nullable AlertTest test(@Nullable RunningTest test) {
    if (test == null) {
      return null;
    }
    Evidence evidence = test.evidence();
    Window open = test.open();
    return AlertTest.newBuilder()
        .setEvidence(evidence.logs())
        .setFadedFailing(evidence.failed())
        .setFadedJudged(evidence.seen())
        .setFiring(evidence.firing())
        .setFiringSteps(evidence.windows())
        .setStepAt(Instant.ofEpochMilli(test.step()))
        .setN(open.n())
        .setClipped(open.clipped())
        .setSmall(open.small())
        .setMiddle(open.middle())
        .setLarge(open.large())
        .setFailingWeight(open.failed())
        .setWeight(open.seen())
        .setLeast(least(test.least()))
        .build();
  }

  private static @Nullable AlertAbsence absence(@Nullable Absence absence) {
    return absence == null
        ? null
        : new AlertAbsence(
            absence.firstAt(),
            absence.lastAt(),
            absence.events(),
            absence.labelAt(),
            least(absence.least()));
  }

  private static LeastSampling least(LeastProbability least) {
    return new LeastSampling(least.earlier(), least.current(), least.open(), least.period());
  }

  static AlarmMemory memory(AlertMemory stored) {
    return new AlarmMemory(
        stored.getDefinition(),
        stored.getCondition(),
        stored.getMethod(),
        state(stored.getState(), stored.getSince(), stored.getClearSince()),
        stored.getRecords(),
        stored.getFiredAt(),
        new Told(stored.getToldAt(), stored.getReminders(), stored.getToldChannels()),
        stored.getAbout(),
        stored.getLastAt(),
        test(stored.getTest()),
        stored.getBaseline() == null
            ? null
            : new Baseline.Limit(stored.getBaseline().getLimit(), stored.getBaseline().getHour()),
        absence(stored.getAbsence()));
  }

  static AlertState state(String name, Instant since, @Nullable Instant clearSince) {
    return switch (name) {
      case "inactive" -> new AlertState.Inactive(since);
      case "pending" -> new AlertState.Pending(since);
      case "firing" -> new AlertState.Firing(since, clearSince);
      default -> throw new IllegalStateException("unknown alert state: " + name);
    };
  }

  private static @Nullable RunningTest test(@Nullable AlertTest stored) {
    return stored == null
        ? null
        : new RunningTest(
            new Evidence(
                stored.getEvidence(),
                stored.getFadedFailing(),
                stored.getFadedJudged(),
                stored.getFiring(),
                stored.getFiringSteps()),
            stored.getStepAt().toEpochMilli(),
            new Window(
                stored.getN(),
                stored.getClipped(),
                stored.getSmall(),
                stored.getMiddle(),
                stored.getLarge(),
                stored.getFailingWeight(),
                stored.getWeight()),
            least(stored.getLeast()));
  }

  private static @Nullable Absence absence(@Nullable AlertAbsence stored) {
    return stored == null
        ? null
        : new Absence(
            stored.getFirstAt(),
            stored.getLastAt(),
            stored.getEvents(),
            stored.getLabelAt(),
            least(stored.getLeast()));
  }

  private static LeastProbability least(LeastSampling stored) {
    return new LeastProbability(
        stored.getEarlier(), stored.getCurrent(), stored.getOpen(), stored.getPeriod());
  }
}
