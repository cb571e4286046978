package io.evalstream.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.alert.rule.AlertRule;
import io.evalstream.alert.rule.Cadence;
import io.evalstream.alert.rule.Condition;
import io.evalstream.alert.rule.Method;
import io.evalstream.app.Configs;
import io.evalstream.config.Section;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AlertConfigTest {

  private static AlertConfig read(Section root) {
    return AlertConfig.read(root, Set.of("slack", "oncall"), List.of("tier"));
  }

  @Test
  void nothingGiven_isNoRule() throws Exception {
    assertThat(Configs.read("", AlertConfigTest::read))
        .isEqualTo(
            new AlertConfig(
                List.of(),
                new Cadence(Duration.ofSeconds(10), Duration.ofMinutes(1)),
                List.of(),
                List.of("oncall", "slack"),
                false));
  }

  @Test
  void leastRule_hasTheDefaults() throws Exception {
    assertThat(rule("above: 0.05"))
        .isEqualTo(
            new AlertRule(
                "r",
                "toxicity",
                null,
                "all",
                new Condition.Above(0.05, null),
                new Method.Sequential(1, 1),
                Duration.ofMinutes(5),
                null,
                List.of()));
  }

  @Test
  void everyKeyOfASequentialRule_isMapped() throws Exception {
    String yaml =
        """
        alerting:
          every: 20s
          step: 2m
          judge_notify: [ oncall ]
          include_content: true
          silences:
            - rule: r
              app: docs-bot
              evaluator: toxicity
              from: 2026-01-31T18:00:00Z
              until: 2026-01-31T20:00:00Z
              reason: a move
        alerts:
          - rule: r
            evaluator: toxicity
            app: docs-bot
            dimension: tier
            above: 0.5
            label: toxic
            method: sequential
            false_alarms_per_30_days: 0.5
            deff: 2
            over: 1m
            repeat_every: 3h
            notify: [ slack, oncall ]
        """;

    assertThat(Configs.read(yaml, AlertConfigTest::read))
        .isEqualTo(
            new AlertConfig(
                List.of(
                    new AlertRule(
                        "r",
                        "toxicity",
                        "docs-bot",
                        "tier",
                        new Condition.Above(0.5, "toxic"),
                        new Method.Sequential(0.5, 2),
                        Duration.ofMinutes(1),
                        Duration.ofHours(3),
                        List.of("slack", "oncall"))),
                new Cadence(Duration.ofSeconds(20), Duration.ofMinutes(2)),
                List.of(
                    new Silence(
                        "r",
                        "docs-bot",
                        "toxicity",
                        Instant.parse("2026-01-31T18:00:00Z"),
                        Instant.parse("2026-01-31T20:00:00Z"),
                        "a move")),
                List.of("oncall"),
                true));
  }

  @Test
  void everyKeyOfAnInterval_isMapped() throws Exception {
    assertThat(
            rule("above: 0.5, method: interval, over: 1m, for: 2m, resolve_after: 3m, min_samples: 4")
                .method())
        .isEqualTo(new Method.Interval(Duration.ofMinutes(2), Duration.ofMinutes(3), 4));
  }

  @Test
  void everyCondition_isRead() throws Exception {
    assertThat(rule("worse_than: baseline").condition())
        .isEqualTo(new Condition.WorseThanBaseline(0.1));
    assertThat(rule("worse_than: baseline, by: 0.2").condition())
        .isEqualTo(new Condition.WorseThanBaseline(0.2));
    assertThat(rule("worse_than: previous_version").condition())
        .isEqualTo(new Condition.WorseThanVersion(100));
    assertThat(rule("worse_than: previous_version, min_samples: 30"))
        .returns(new Condition.WorseThanVersion(30), AlertRule::condition)
        .returns(new Method.AnyTime(), AlertRule::method)
        .returns("prompt_version", AlertRule::dimension);
    assertThat(rule("absent_for: 15m"))
        .returns(new Condition.Absent(Duration.ofMinutes(15)), AlertRule::condition)
        .returns(new Method.Waiting(), AlertRule::method);
    assertThat(rule("not_judged_above: 0.2").condition()).isEqualTo(new Condition.NotJudged(0.2));
  }

  @Test
  void drift_isAboutNoEvaluator_andATicket() throws Exception {
    String yaml =
        """
        alerts:
          - { rule: a, drift: query_embedding, severity: ticket }
          - { rule: b, app: docs-bot, drift: query_embedding, over: 1d, baseline: 7d, repeat_every: 1d, notify: slack }
        """;

    AlertConfig config = Configs.read(yaml, AlertConfigTest::read);

    assertThat(config.rules())
        .containsExactly(
            drift("a", null, Duration.ofDays(1), Duration.ofHours(1), null, List.of()),
            drift(
                "b",
                "docs-bot",
                Duration.ofDays(7),
                Duration.ofDays(1),
                Duration.ofDays(1),
                List.of("slack")));
    assertThat(config.watchesEmbeddings("any")).isTrue();
  }

  private static AlertRule drift(
      String name,
      String app,
      Duration baseline,
      Duration over,
      Duration repeatEvery,
      List<String> channels) {
    return new AlertRule(
        name,
        "*",
        app,
        "all",
        new Condition.Drift(baseline),
        new Method.Windows(),
        over,
        repeatEvery,
        channels);
  }

  @Test
  void problemsOfADrift_areTold() {
    String yaml =
        """
        alerts:
          - { rule: a, drift: response_embedding, severity: page, over: 16m, baseline: 1h }
          - { rule: b, drift: query_embedding, evaluator: toxicity, method: interval, min_samples: 9 }
          - { rule: c, evaluator: toxicity, above: 0.1, baseline: 1d, severity: page }
        """;

    assertThat(Configs.problems(yaml, AlertConfigTest::read))
        .contains(
            "alerts[0].severity must be ticket: other questions are no failure of the app, and no"
                + " reason to wake anybody, was page",
            "alerts[0].over must not be longer than a quarter of baseline, which is 1h: three windows"
                + " make the alert fire, and a drift as long as baseline is normal, was 16m",
            "alerts[1].evaluator: belongs only without drift",
            "alerts[2].baseline: belongs only with drift",
            "alerts[2].severity: belongs only with drift")
        .anyMatch(problem -> problem.startsWith("alerts[0].drift must be one of query_embedding"))
        .anyMatch(problem -> problem.startsWith("alerts[1].method: belongs only with above, "))
        .hasSize(8);
  }

  @Test
  void resolveAfter_isAsLongAsTheRateLooksBack() throws Exception {
    assertThat(rule("above: 0.1, method: interval, over: 20m").method())
        .isEqualTo(new Method.Interval(Duration.ZERO, Duration.ofMinutes(20), 30));
  }

  @Test
  void step_isNeverShorterThanTheTimeBetweenLooks() throws Exception {
    AlertConfig config = Configs.read("alerting: { every: 5m }", AlertConfigTest::read);

    assertThat(config.cadence().step()).isEqualTo(Duration.ofMinutes(5));
    assertThat(Configs.problems("alerting: { every: 10s, step: 5s }", AlertConfigTest::read))
        .containsExactly("alerting.step must not be shorter than alerting.every, 10s, was 5s");
  }

  static Stream<Arguments> misplaced() {
    return Stream.of(
        Arguments.of("above: 0.1, for: 1m", "for: belongs only with method: interval"),
        Arguments.of("above: 0.1, resolve_after: 1m", "resolve_after: belongs only with method: "),
        Arguments.of("above: 0.1, min_samples: 9", "min_samples: belongs only with method: "),
        Arguments.of("above: 0.1, by: 0.2", "by: belongs only with worse_than: baseline"),
        Arguments.of(
            "above: 0.1, method: interval, deff: 2", "deff: belongs only with method: sequential"),
        Arguments.of(
            "above: 0.1, method: interval, false_alarms_per_30_days: 2",
            "false_alarms_per_30_days: belongs only with method: sequential"),
        Arguments.of("not_judged_above: 0.1, label: toxic", "label: belongs only with above"),
        Arguments.of("absent_for: 5m, over: 1m", "over: belongs only without absent_for"),
        Arguments.of("absent_for: 5m, method: interval", "method: belongs only with above, "),
        Arguments.of("absent_for: 5m, dimension: model", "dimension: belongs only with above, "),
        Arguments.of(
            "worse_than: previous_version, method: sequential",
            "method: belongs only with above, "),
        Arguments.of("worse_than: previous_version, deff: 2", "deff: belongs only with method: "),
        Arguments.of(
            "worse_than: previous_version, dimension: model", "dimension: belongs only with "));
  }

  @ParameterizedTest
  @MethodSource("misplaced")
  void keyThatChangesNothing_isAProblem(String keys, String problem) {
    assertThat(Configs.problems(yaml(keys), AlertConfigTest::read))
        .singleElement()
        .asString()
        .startsWith("alerts[0]." + problem);
  }

  @Test
  void problems_areAllTold() {
    String yaml =
        """
        alerting:
          every: 1m
          judge_notify: [ pager ]
          silences:
            - { from: 2026-01-31T18:00:00Z, until: tomorrow }
            - { rule: c, from: 2026-01-31T18:00:00Z, until: 2026-01-31T17:00:00Z }
        alerts:
          - { rule: a, evaluator: e, above: 0.1 }
          - { rule: a, evaluator: e, above: 5, dimension: colour }
          - { rule: b, evaluator: e, over: 30s }
          - { rule: d, evaluator: e, above: 0.1, absent_for: 5m }
        """;

    assertThat(Configs.problems(yaml, AlertConfigTest::read))
        .hasSize(11)
        .anyMatch(problem -> problem.startsWith("alerts must have unique rule names, was a"))
        .anyMatch(problem -> problem.startsWith("alerts[1].above must be "))
        .anyMatch(problem -> problem.startsWith("alerts[1].dimension must be "))
        .anyMatch(problem -> problem.startsWith("alerts[2] must have one of above, "))
        .anyMatch(problem -> problem.startsWith("alerts[3] must have one of above, "))
        .contains("alerting.silences[0] must have a rule, an app or an evaluator, was none")
        .contains(
            "alerting.silences[0].until must be a time such as 2026-01-31T18:00:00Z, was tomorrow")
        .contains("alerting.silences[1].rule must name one of the alerts, was 'c'")
        .contains("alerting.silences[1].until must be after from, was 2026-01-31T17:00:00Z")
        .contains("alerting.judge_notify must name channels under 'notify', was 'pager'")
        .contains(
            "alerts must look back over at least alerting.every, which is 1m, was b over 30s");
  }

  private static AlertRule rule(String keys) throws Exception {
    return Configs.read(yaml(keys), AlertConfigTest::read).rules().getFirst();
  }

  private static String yaml(String keys) {
    return "alerts: [ { rule: r, evaluator: toxicity, " + keys + " } ]";
  }
}
