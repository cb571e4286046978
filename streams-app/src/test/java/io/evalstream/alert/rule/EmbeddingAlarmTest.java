package io.evalstream.alert.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evalstream.alert.rule.EmbeddingChange.Cause;
import io.evalstream.stats.EmbeddingSums;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingAlarmTest {

  private static final Instant MIDNIGHT = Instant.parse("2026-03-02T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final double NEW_TOPIC = 0.1;

  private final List<EmbeddingChange> changes = new ArrayList<>();
  private final List<Long> others = new ArrayList<>();
  private EmbeddingAlarm alarm = alarm(null);
  private Questions questions = new Questions(1, 32);
  private Muting muting = Muting.NONE;
  private Instant now = MIDNIGHT;

  private EmbeddingAlarm alarm(Duration repeatEvery) {
    AlertRule rule =
        new AlertRule(
            "moved",
            AlertRule.ANY,
            null,
            "all",
            new Condition.Drift(Duration.ofDays(1)),
            new Method.Windows(),
            HOUR,
            repeatEvery,
            List.of("slack"));
    return new EmbeddingAlarm(rule, new Journal(), MIDNIGHT);
  }

  private final class Journal implements EmbeddingJournal {

    @Override
    public void memory(EmbeddingMemory memory) {}

    @Override
    public void window(Place place, Instant from, EmbeddingWindow window) {}

    @Override
    public void others(long embeddings) {
      others.add(embeddings);
    }
  }

  /// Hours with as many questions each, of which a share is about a new topic; and the half minute
  /// after each.
  private void hours(int hours, int n, double share) {
    for (int hour = 0; hour < hours; hour++) {
      part(n, share);
      now = now.plus(HOUR);
      changes.addAll(alarm.look(muting, now.plus(EmbeddingWindows.LATE)));
    }
  }

  private void part(int n, double share) {
    EmbeddingSums sums = EmbeddingSums.EMPTY;
    for (int i = 0; i < n; i++) {
      sums = sums.plus(questions.next(share));
    }
    alarm
        .hear(new EmbeddingWindow(now, now.plusSeconds(10), sums), muting, now)
        .ifPresent(changes::add);
  }

  @Test
  void newTopic_firesInTheThirdWindow() {
    hours(24, 1_000, 0);
    hours(2, 1_000, NEW_TOPIC);

    assertThat(alarm.state())
        .isEqualTo(new AlertState.Pending(MIDNIGHT.plus(Duration.ofHours(24))));

    hours(1, 1_000, NEW_TOPIC);

    assertThat(changes)
        .extracting(EmbeddingChange::state, EmbeddingChange::channels, EmbeddingChange::number)
        .containsExactly(tuple("pending", List.of(), 1L), tuple("firing", List.of("slack"), 2L));
    EmbeddingFinding finding = changes.getLast().finding();
    assertThat(finding.z()).isGreaterThan(4);
    assertThat(finding.effect()).isBetween(0.01, 0.1);
    assertThat(finding.n()).isEqualTo(1_000);
    assertThat(finding.baseline()).isEqualTo(24 * 1_000);
    assertThat(finding.from()).isEqualTo(MIDNIGHT.plus(Duration.ofHours(26)));
    assertThat(changes.getLast().after().sinceWhen())
        .isEqualTo(MIDNIGHT.plus(Duration.ofHours(24)));
  }

  /// Of windows without a drift 0.03 % (n = 200) and 0.07 % (n = 1000) have z above 4, fewer are
  /// clear, and three in a row are never seen. Of 300 windows at most two are clear: more have a
  /// probability below 0.002.
  @ParameterizedTest
  @ValueSource(ints = {200, 1_000})
  void sameTopics_stayQuiet(int n) {
    hours(324, n, 0);

    assertThat(changes).extracting(EmbeddingChange::state).doesNotContain("firing");
    assertThat(changes.stream().filter(change -> change.state().equals("pending")))
        .hasSizeLessThanOrEqualTo(2);
    assertThat(alarm.finding()).isNotNull();
  }

  @Test
  void whim_endsWithoutAnAlert_andIsNoPartOfWhatIsNormal() {
    hours(24, 400, 0);
    hours(2, 400, 0.5);
    hours(1, 400, 0);

    assertThat(changes).extracting(EmbeddingChange::state).containsExactly("pending", "inactive");
    assertThat(alarm.finding().baseline()).isEqualTo(24 * 400);
  }

  @Test
  void window_goesOnUntilItHasEnough() {
    hours(24, 400, 0);
    hours(3, 80, NEW_TOPIC);

    assertThat(alarm.finding().n()).isEqualTo(240);
    assertThat(Duration.between(alarm.finding().from(), alarm.finding().to()))
        .isEqualTo(Duration.ofHours(3));
    assertThat(alarm.isBusy()).isEqualTo(!(alarm.state() instanceof AlertState.Inactive));
  }

  @Test
  void nothingIsSaid_beforeADayWithAThousand() {
    hours(23, 400, 0);
    hours(1, 400, 0.9);
    assertThat(alarm.finding()).isNull();

    alarm = alarm(null);
    now = MIDNIGHT;
    hours(4, 200, 0);
    now = MIDNIGHT.plus(Duration.ofHours(30));
    hours(1, 200, 0.9);
    assertThat(alarm.finding()).isNull();

    hours(1, 200, 0);
    assertThat(alarm.finding()).isNotNull();
  }

  @Test
  void drift_endsWhenTheQuestionsAreAsBefore() {
    hours(24, 400, 0);
    hours(3, 400, 0.3);
    hours(2, 400, 0);
    assertThat(alarm.state()).isInstanceOf(AlertState.Firing.class);

    hours(1, 400, 0);

    EmbeddingChange end = changes.getLast();
    assertThat(end.state()).isEqualTo("resolved");
    assertThat(end.cause()).isEqualTo(Cause.WINDOWS);
    assertThat(end.channels()).containsExactly("slack");
    assertThat(end.after()).isEqualTo(new AlertState.Inactive(MIDNIGHT.plus(Duration.ofHours(27))));
    assertThat(end.finding().baseline()).isEqualTo(24 * 400);
  }

  @Test
  void driftThatLastsForADay_isWhatIsNormalThen() {
    hours(24, 400, 0);
    hours(24, 400, 0.3);

    assertThat(changes)
        .extracting(EmbeddingChange::state, EmbeddingChange::cause)
        .containsExactly(
            tuple("pending", Cause.WINDOWS),
            tuple("firing", Cause.WINDOWS),
            tuple("resolved", Cause.NEW_NORMAL));

    hours(10, 400, 0.3);
    assertThat(changes).hasSize(3);
    hours(3, 400, 0);
    assertThat(changes.getLast().state()).isEqualTo("firing");
  }

  @Test
  void fewEmbeddingsOfAnotherLength_areLeftOut() {
    hours(26, 400, 0);
    Questions known = questions;
    questions = new Questions(2, 16);
    part(199, 0);
    questions = known;
    hours(1, 400, 0);

    assertThat(others).containsExactly(199L);
    assertThat(alarm.finding().n()).isEqualTo(400);
    assertThat(alarm.finding().baseline()).isEqualTo(24 * 400);
  }

  @Test
  void anotherModel_isLearnedAnew_andEndsTheAlert() {
    hours(24, 400, 0);
    hours(3, 400, 0.3);
    questions = new Questions(2, 16);
    part(150, 0);
    part(150, 0);

    assertThat(changes.getLast().state()).isEqualTo("resolved");
    assertThat(changes.getLast().cause()).isEqualTo(Cause.OTHER_LENGTH);
    assertThat(alarm.finding()).isNull();

    now = now.plus(HOUR);
    hours(25, 400, 0);
    hours(3, 400, 0.3);
    assertThat(changes.getLast().state()).isEqualTo("firing");
  }

  @Test
  void silence_endsTheAlert() {
    hours(24, 400, 0);
    hours(3, 400, 0.3);
    now = now.plus(Duration.ofHours(24));
    changes.addAll(alarm.look(muting, now));

    assertThat(changes.getLast().cause()).isEqualTo(Cause.SILENCE);
    assertThat(changes.getLast().state()).isEqualTo("resolved");
    assertThat(alarm.isBusy()).isFalse();
  }

  @Test
  void reminders_areRecordsOfTheirOwn() {
    alarm = alarm(Duration.ofHours(2));
    hours(24, 400, 0);
    hours(5, 400, 0.3);

    assertThat(changes)
        .extracting(EmbeddingChange::state, EmbeddingChange::reminder)
        .containsExactly(tuple("pending", 0), tuple("firing", 0), tuple("firing", 1));
  }

  @Test
  void silencedAlert_isToldWhenTheSilenceEnds() {
    hours(24, 400, 0);
    muting = new Muting(null, now.plus(Duration.ofDays(9)));
    hours(4, 400, 0.3);
    assertThat(changes).extracting(EmbeddingChange::channels).containsOnly(List.of());

    muting = Muting.NONE;
    hours(1, 400, 0.3);

    assertThat(changes.getLast().channels()).containsExactly("slack");
    assertThat(changes.getLast().reminder()).isZero();
  }

  /// Two days by the minute are at most 25 windows of an hour each.
  @Test
  void whatIsNormal_staysSmall() {
    EmbeddingBaseline normal = EmbeddingBaseline.NONE;
    Duration minute = Duration.ofMinutes(1);
    for (int i = 0; i < 2 * 24 * 60; i++) {
      Instant from = MIDNIGHT.plus(minute.multipliedBy(i));
      EmbeddingSums one = EmbeddingSums.kept(200, 200, 200, new double[] {1}, 1, 1, 1);
      normal = normal.plus(new EmbeddingWindow(from, from.plus(minute), one), Duration.ofDays(1));
    }

    assertThat(normal.windows()).hasSizeBetween(24, 25);
    assertThat(normal.sums().n()).isBetween(24L * 60 * 200, 25L * 60 * 200);
  }
}
