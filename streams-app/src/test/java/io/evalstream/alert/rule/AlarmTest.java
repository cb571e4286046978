package io.evalstream.alert.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evalstream.alert.rule.Method.Interval;
import io.evalstream.alert.rule.Method.Sequential;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlarmTest {

  private static final Condition LIMIT = new Condition.Above(0.05, null);
  private static final Method SEQUENTIAL = new Sequential(1, 1);
  private static final Method AT_ONCE = new Interval(Duration.ZERO, Duration.ZERO, 30);
  private static final List<String> NOBODY = List.of();
  private static final List<String> SLACK = List.of("slack");

  @Test
  void incident_firesOnce_andResolvesOnce() {
    Life life = new Life(LIMIT, SEQUENTIAL).minutes(60, 100, 3);

    life.minutes(60, 100, 15).minutes(120, 100, 3);

    assertThat(life.states()).containsExactly("firing", "resolved");
    assertThat(life.channels()).containsExactly(SLACK, SLACK);
    assertThat(life.changes()).extracting(Change::number).containsExactly(1L, 2L);
    Change firing = life.changes().getFirst();
    assertThat(firing.account().odds()).isGreaterThanOrEqualTo(43_200 * (1 - 1e-9));
    assertThat(firing.account().limit()).isEqualTo(0.05);
    assertThat(firing.firedAt()).isEqualTo(firing.after().sinceWhen());
    assertThat(life.changes().getLast().firedAt()).isEqualTo(firing.firedAt());
  }

  /// Of the last minutes 4.75 % fail, within the limit; what it fires on are those of the last
  /// minute.
  @Test
  void rateThatRoseJustNow_isToldSinceItRose() {
    Life life = new Life(LIMIT, SEQUENTIAL);

    life.minutes(60, 100, 0).minutes(1, 100, 19);

    Change firing = life.changes().getFirst();
    assertThat(firing.account().estimate().rate()).isCloseTo(0.19, within(1e-9));
    assertThat(firing.account().estimate().n()).isEqualTo(100);
    assertThat(firing.account().ended()).isEqualTo(100);
    assertThat(firing.account().over()).isLessThanOrEqualTo(Duration.ofMinutes(2));
  }

  /// At the limit the evidence of a step is 0 on average; these are all a bit less.
  @Test
  void rateWithinTheLimit_isSilent() {
    assertThat(new Life(LIMIT, SEQUENTIAL).minutes(5_000, 100, 5).states()).isEmpty();
  }

  /// Fires in the first step after the one that only tells how labels are sampled.
  @Test
  void firstStep_onlyTellsHowLabelsAreSampled() {
    Life life = new Life(LIMIT, SEQUENTIAL).minutes(1, 1_000, 1_000);
    assertThat(life.states()).isEmpty();

    assertThat(life.minutes(1, 1_000, 1_000).states()).containsExactly("firing");
  }

  /// Half of the traffic is judged and never fails; of the other half a tenth is judged and all
  /// fail: of the labels 9 %, of the traffic 50 %.
  @Test
  void labelsOfASample_countForTheTraffic() {
    Life life = new Life(new Condition.Above(0.4, null), SEQUENTIAL);
    for (int i = 0; i < 60; i++) {
      life.alarm().hear(1, 100, 0, life.now());
      life.alarm().hear(0.1, 10, 10, life.now());
      life.look();
    }

    assertThat(life.states()).containsExactly("firing");
    assertThat(life.changes().getFirst().account().estimate().rate()).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void labelSampledLessThanEver_isCutAndCounted() {
    long[] cut = new long[1];
    Journal journal = new CountingJournal(cut);
    Alarm alarm = new Alarm(Life.rule(LIMIT, SEQUENTIAL), Life.MINUTES, journal, Life.NOON);
    alarm.hear(0.5, 10, 0, Life.NOON);
    alarm.hear(0.5, 10, 0, Life.NOON.plusSeconds(60));

    alarm.hear(0.25, 3, 0, Life.NOON.plusSeconds(120));
    assertThat(cut[0]).isEqualTo(3);

    alarm.hear(0.25, 3, 0, Life.NOON.plusSeconds(180));
    assertThat(cut[0]).isEqualTo(3);
  }

  private record CountingJournal(long[] count) implements Journal {

    @Override
    public void memory(AlarmMemory memory) {}

    @Override
    public void bucket(long step, Bucket bucket) {}

    @Override
    public void hour(long hour, Bucket bucket) {}

    @Override
    public void arm(String version, Arm arm) {}

    @Override
    public void cut(long labels) {
      count[0] += labels;
    }
  }

  @Test
  void oneLabelAgainstTheRest_isWhatCounts() {
    Life life = new Life(new Condition.Above(0.2, "retrieval_miss"), SEQUENTIAL);
    for (int minute = 0; minute < 30; minute++) {
      for (int i = 0; i < 10; i++) {
        life.judged(i < 8 ? "ungrounded" : "retrieval_miss", true, "v1");
      }
      life.look();
    }
    assertThat(life.states()).isEmpty();

    for (int minute = 0; minute < 30; minute++) {
      for (int i = 0; i < 10; i++) {
        life.judged(i < 2 ? "ungrounded" : "retrieval_miss", true, "v1");
      }
      life.look();
    }
    assertThat(life.states()).containsExactly("firing");
    assertThat(summary(life)).contains("retrieval_miss (", "limit 20.0 %", "odds ");
  }

  @Test
  void interval_isPendingThenFiringThenResolved() {
    Life life =
        new Life(LIMIT, new Interval(Duration.ofMinutes(2), Duration.ofMinutes(3), 30))
            .minutes(10, 100, 20)
            .minutes(20, 100, 2);

    assertThat(life.states()).containsExactly("pending", "firing", "resolved");
    assertThat(life.channels()).containsExactly(NOBODY, SLACK, SLACK);
    assertThat(life.changes().get(1).account().odds()).isNull();
  }

  @Test
  void alertWithoutALabelForADay_isOver() {
    Life life = new Life(LIMIT, SEQUENTIAL).minutes(20, 100, 50).looks(24 * 60 - 10);
    assertThat(life.states()).containsExactly("firing");

    life.looks(20);
    assertThat(life.states()).containsExactly("firing", "resolved");

    assertThat(life.minutes(1, 1, 1).states()).as("evidence is new").hasSize(2);
  }

  @Test
  void worseThanTheDayBefore_fires_andTheBaselineStays() {
    Life life = new Life(new Condition.WorseThanBaseline(0.1), SEQUENTIAL).minutes(26 * 60, 100, 5);
    assertThat(life.states()).isEmpty();

    life.minutes(30 * 60, 100, 10);

    assertThat(life.states()).containsExactly("firing");
    Account account = life.alarm().account(life.now());
    // 24 hours of 6,000 labels: 1.1 times the rate is above the upper end of its interval.
    assertThat(account.limit()).isCloseTo(0.055, within(1e-9));
    assertThat(account.comparison().estimate().rate()).isCloseTo(0.05, within(1e-9));
    assertThat(summary(life)).contains("5.0 % in the 24 h before", "limit 5.5 %");
  }

  @Test
  void withoutADayBefore_nothingIsWorse() {
    assertThat(
            new Life(new Condition.WorseThanBaseline(0.1), SEQUENTIAL)
                .minutes(40, 100, 5)
                .minutes(40, 100, 50)
                .states())
        .isEmpty();
  }

  @Test
  void worseVersion_fires_andSaysBoth_andItsEndResolves() {
    Life life = new Life(new Condition.WorseThanVersion(100), new Method.AnyTime());
    versions(life, 20, "v1", 2, null, 0);
    versions(life, 20, "v1", 2, "v2", 10);

    assertThat(life.states()).containsExactly("firing");
    assertThat(life.changes().getFirst().account().newest()).isEqualTo("v2");
    assertThat(summary(life)).contains("prompt_version v2 ", "prompt_version v1 ");

    versions(life, 10, "v1", 2, null, 0);
    assertThat(life.states()).as("few labels are no end").containsExactly("firing");

    versions(life, 60, "v1", 2, null, 0);
    assertThat(life.states()).containsExactly("firing", "resolved");
  }

  @Test
  void versionThatIsNoWorse_isSilent() {
    Life life = new Life(new Condition.WorseThanVersion(100), new Method.AnyTime());
    versions(life, 20, "v1", 4, null, 0);
    versions(life, 60, "v1", 4, "v2", 4);

    assertThat(life.states()).isEmpty();
  }

  /// 20 of 20 labels fail, but 100 are asked for.
  @Test
  void versionWithFewLabels_isSilent() {
    Life life = new Life(new Condition.WorseThanVersion(100), new Method.AnyTime());
    versions(life, 20, "v1", 2, null, 0);
    versions(life, 1, "v1", 2, "v2", 20);

    assertThat(life.states()).isEmpty();
  }

  /// A version that comes while another one is worse begins for itself.
  @Test
  void nextVersion_endsTheAlertAboutTheOneBefore() {
    Life life = new Life(new Condition.WorseThanVersion(100), new Method.AnyTime());
    versions(life, 20, "v1", 2, null, 0);
    versions(life, 20, "v1", 2, "v2", 10);
    versions(life, 20, "v1", 2, "v3", 2);

    assertThat(life.states()).containsExactly("firing", "resolved");
  }

  /// 20 minutes of 20 labels each came since the version did, and one judgement more ended without
  /// one. All of them are meant, and not those of the last five minutes.
  @Test
  void worseVersion_isToldOfSinceItCame() {
    Life life = new Life(new Condition.WorseThanVersion(400), new Method.AnyTime());
    versions(life, 20, "v1", 2, null, 0);
    Instant came = life.now();
    life.judged("l", true, "v2").hears(unjudged("v2")).hears(unjudged("v0"));
    versions(life, 20, "v1", 2, "v2", 10);

    Change firing = life.changes().getFirst();
    assertThat(firing.account().over()).isEqualTo(Duration.between(came, life.now()));
    assertThat(firing.account().estimate().n()).isEqualTo(401);
    assertThat(firing.account().ended()).isEqualTo(402);
  }

  private static Sighting unjudged(String version) {
    return new Sighting("t", "expired", null, null, null, version, 1, null);
  }

  /// The end of an alert is about the version that it fired about.
  @Test
  void endBecauseOfTheNextVersion_isAboutTheOneBefore() {
    Life life = new Life(new Condition.WorseThanVersion(100), new Method.AnyTime());
    versions(life, 20, "v1", 2, null, 0);
    versions(life, 20, "v1", 2, "v2", 10);
    versions(life, 1, "v1", 2, "v3", 2);

    Change end = life.changes().getLast();
    assertThat(end.state()).isEqualTo("resolved");
    assertThat(end.account().newest()).isEqualTo("v2");
    assertThat(end.account().estimate().rate()).isCloseTo(0.5, within(1e-9));
    assertThat(end.account().comparison().name()).isEqualTo("prompt_version v1");
  }

  private static void versions(
      Life life, int minutes, String one, int failing, String other, int otherFailing) {
    for (int minute = 0; minute < minutes; minute++) {
      for (int i = 0; i < 20; i++) {
        life.judged("l", i < failing, one);
        if (other != null) {
          life.judged("l", i < otherFailing, other);
        }
      }
      life.look();
    }
  }

  @Test
  void trafficWithoutLabels_fires_andALabelEndsIt() {
    Life life = new Life(new Condition.Absent(Duration.ofMinutes(15)), new Method.Waiting());
    for (int minute = 0; minute < 15; minute++) {
      life.traffic(5).look();
    }
    assertThat(life.states()).containsExactly("firing");

    life.judged("toxic", true, "v1").look();
    assertThat(life.states()).containsExactly("firing", "resolved");
  }

  /// Of 100 events the labels came before they were told of. Of those that come later one in fifty
  /// is judged: that none was is no surprise.
  @Test
  void eventsThatWereJudgedAlready_areNoAbsence() {
    Life life = new Life(new Condition.Absent(Duration.ofMinutes(15)), new Method.Waiting());
    Instant began = life.now();
    life.hears(new Sighting("t", "judged", "l", false, null, null, 0.2, null)).look();
    life.alarm().hearTraffic(100, began, life.now());
    for (int minute = 0; minute < 20; minute++) {
      life.traffic(1).look();
    }

    assertThat(life.states()).isEmpty();
  }

  /// What came after the label counts from the moment at which it is told of.
  @Test
  void eventsAfterTheLabel_countOnceTheyAreToldOf() {
    Life life = new Life(new Condition.Absent(Duration.ofMinutes(15)), new Method.Waiting());
    Instant began = life.now();
    life.judged("l", false, "v1").look();
    life.alarm().hearTraffic(100, began, life.now());
    for (int minute = 0; minute < 15; minute++) {
      life.traffic(1).look();
    }

    assertThat(life.states()).containsExactly("firing");
  }

  @Test
  void noTraffic_isNoAbsence() {
    Life life = new Life(new Condition.Absent(Duration.ofMinutes(15)), new Method.Waiting());

    life.traffic(500).looks(60);

    assertThat(life.states()).isEmpty();
    assertThat(life.alarm().isBusy(life.now())).isFalse();
  }

  /// Of 100 events, each sampled with 0.05, 5 labels are to be expected: none is no surprise. Of
  /// 200 it is.
  @Test
  void sampleThatMayBeEmpty_isNoAbsence() {
    Life life = new Life(new Condition.Absent(Duration.ofMinutes(15)), new Method.Waiting());
    life.hears(new Sighting("t", "judged", "l", false, null, null, 0.05, null)).look();
    for (int minute = 0; minute < 20; minute++) {
      life.traffic(5).look();
    }
    assertThat(life.states()).isEmpty();

    for (int minute = 0; minute < 20; minute++) {
      life.traffic(5).look();
    }
    assertThat(life.states()).containsExactly("firing");
  }

  /// One event in a hundred is judged: of 20 events none is no surprise, though none ever was.
  @Test
  void nothingJudgedYet_isHeldAgainstTheConfiguredRate() {
    AlertRule rule = Life.rule(new Condition.Absent(Duration.ofMinutes(15)), new Method.Waiting());
    Alarm alarm = new Alarm(rule, Life.MINUTES, Journal.NONE, 0.01, Life.NOON);

    for (int minute = 0; minute < 20; minute++) {
      Instant now = Life.NOON.plusSeconds(60L * minute);
      alarm.hearTraffic(1, now, now);
      alarm.look(now, Muting.NONE);
    }
    assertThat(alarm.isFiring()).isFalse();

    for (int minute = 20; minute < 40; minute++) {
      Instant now = Life.NOON.plusSeconds(60L * minute);
      alarm.hearTraffic(100, now, now);
      alarm.look(now, Muting.NONE);
    }
    assertThat(alarm.isFiring()).isTrue();
  }

  /// All of the bad answers are judged and one in a thousand of the others: of the labels nearly
  /// all fail, of the traffic 1 %. It must not need one of the others to know that.
  @Test
  void labelsThatAreSampledMost_doNotStandForAll() {
    AlertRule rule = Life.rule(new Condition.Above(0.1, null), SEQUENTIAL);
    Alarm alarm = new Alarm(rule, Life.MINUTES, Journal.NONE, 0.001, Life.NOON);

    for (int minute = 0; minute < 60; minute++) {
      Instant now = Life.NOON.plusSeconds(60L * minute);
      alarm.hear(1, 10, 8, now);
      if (minute % 10 == 5) {
        alarm.hear(0.001, 10, 0, now);
      }
      alarm.look(now, Muting.NONE);
      assertThat(alarm.isFiring()).as("minute %d", minute).isFalse();
    }
  }

  @Test
  void unhealthyJudge_fires_andWhatIsNotHisFaultDoesNotCount() {
    Life life = new Life(new Condition.NotJudged(0.2), SEQUENTIAL);
    for (int minute = 0; minute < 30; minute++) {
      life.judged("toxic", true, "v1").ended("not_evaluable").ended("over_budget").look();
    }
    assertThat(life.states()).isEmpty();

    for (int minute = 0; minute < 30; minute++) {
      life.judged("toxic", true, "v1").ended("provider_error").ended("expired").look();
      life.ended("provider_error");
    }
    assertThat(life.states()).containsExactly("firing");
    assertThat(summary(life)).contains("without a label", "mostly provider_error");
  }

  @Test
  void coverage_isOfAllThatEnded() {
    Life life = new Life(LIMIT, SEQUENTIAL);

    life.judged("toxic", true, "v1").ended("expired").ended("not_evaluable");

    Account account = life.alarm().account(life.now());
    assertThat(account.ended()).isEqualTo(3);
    assertThat(account.estimate().n()).isEqualTo(1);
  }

  @Test
  void silencedAlert_isToldOnceTheSilenceEnds() {
    Instant end = Life.NOON.plusSeconds(7_200);
    Life life = new Life(LIMIT, SEQUENTIAL).muted(new Muting(null, end)).minutes(20, 100, 50);
    assertThat(life.states()).containsExactly("firing");
    assertThat(life.channels()).containsExactly(NOBODY);
    assertThat(life.changes().getFirst().muting().silenceEndsAt()).isEqualTo(end);

    life.muted(Muting.NONE).minutes(20, 100, 50);
    assertThat(life.states()).containsExactly("firing", "firing");
    assertThat(life.channels()).containsExactly(NOBODY, SLACK);
    assertThat(life.changes().getLast().reminder()).isZero();
    assertThat(life.changes().getLast().firedAt()).isEqualTo(life.changes().getFirst().firedAt());
  }

  @Test
  void alertThatNobodyHeardOf_endsUnheard() {
    Life life =
        new Life(LIMIT, SEQUENTIAL)
            .muted(new Muting("judge", null))
            .minutes(20, 100, 50)
            .minutes(120, 100, 0);

    assertThat(life.states()).containsExactly("firing", "resolved");
    assertThat(life.channels()).containsExactly(NOBODY, NOBODY);
    assertThat(life.changes().getFirst().muting().inhibitedBy()).isEqualTo("judge");
  }

  @Test
  void endOfAnAlertThatWasTold_isToldThoughItIsInhibited() {
    Life life = new Life(LIMIT, SEQUENTIAL).minutes(20, 100, 50);

    life.muted(new Muting("judge", null)).minutes(120, 100, 0);

    assertThat(life.channels()).containsExactly(SLACK, SLACK);
  }

  @Test
  void alertThatGoesOn_isToldAgain() {
    AlertRule rule = Life.rule(LIMIT, SEQUENTIAL);
    Life life =
        new Life(
            new AlertRule(
                rule.name(),
                rule.evaluator(),
                null,
                "all",
                LIMIT,
                SEQUENTIAL,
                rule.over(),
                Duration.ofHours(1),
                SLACK));

    life.minutes(2 * 60 + 10, 100, 50);

    assertThat(life.states()).containsExactly("firing", "firing", "firing");
    assertThat(life.changes()).extracting(Change::reminder).containsExactly(0, 1, 2);
    assertThat(life.changes()).extracting(Change::number).containsExactly(1L, 2L, 3L);
  }

  @Test
  void partThatIsWorseThanTheRest_isNamed() {
    Life life = new Life(LIMIT, AT_ONCE);
    for (int i = 0; i < 100; i++) {
      life.judged("toxic", i < 30, i < 50 ? "v2" : "v1");
    }
    life.look();

    assertThat(life.changes().getFirst().details().parts())
        .singleElement()
        .satisfies(
            bad -> {
              assertThat(bad.part()).isEqualTo(new Part("prompt_version", "v2"));
              assertThat(bad.estimate().rate()).isCloseTo(0.6, within(1e-9));
            });
    assertThat(life.changes().getFirst().details().examples())
        .hasSize(5)
        .first()
        .isEqualTo(new Example("t-29", "toxic", null));
  }

  @Test
  void otherDefinition_beginsAnew_butGoesOnCounting() {
    Life life = new Life(LIMIT, SEQUENTIAL).minutes(20, 100, 50);
    Alarm next =
        new Alarm(
            Life.rule(new Condition.Above(0.06, null), SEQUENTIAL),
            Life.MINUTES,
            Journal.NONE,
            life.now());

    next.goOnFrom(life.alarm().memory());

    assertThat(next.isFiring()).isFalse();
    assertThat(next.beganAnew()).isTrue();
    assertThat(next.hasPublished()).isTrue();
  }

  private static String summary(Life life) {
    Change change = life.changes().getLast();
    return new Summary(change.rule(), change.account(), change.details()).text();
  }
}
