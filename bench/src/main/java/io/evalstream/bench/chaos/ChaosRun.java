package io.evalstream.bench.chaos;

import io.evalstream.bench.oracle.Expected;
import io.evalstream.bench.oracle.Observed;
import io.evalstream.bench.oracle.Oracle;
import io.evalstream.bench.oracle.Takeover;
import io.evalstream.bench.oracle.Violation;
import io.evalstream.bench.process.Wait;
import io.evalstream.metric.FunnelStep;
import io.evalstream.topic.TopicNames;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One run: load, acts, calm, and the account of what came out.
public final class ChaosRun {

  public static final Duration JUDGE_LATENCY = Duration.ofMillis(200);

  /// The calls that a monitor makes at once, at most.
  public static final int MAX_IN_FLIGHT = 64;

  private static final TopicNames TOPICS = new TopicNames(TopicNames.DEFAULT_PREFIX);
  private static final Duration END_WITHIN = Duration.ofMinutes(4);
  private static final Duration SETTLE_WITHIN = Duration.ofMinutes(2);

  private final ChaosOptions options;
  private final Plan plan;
  private final MonitorYaml.Patience patience;
  private final Stage stage;
  private final TopicScan scan;
  private final Diary diary = new Diary();

  private ChaosRun(ChaosOptions options, Plan plan, MonitorYaml.Patience patience, Stage stage) {
    this.options = options;
    this.plan = plan;
    this.patience = patience;
    this.stage = stage;
    this.scan = new TopicScan(stage.clients(), TOPICS);
  }

  /// Runs it, which takes as long as the load and a minute more.
  public static Report of(ChaosOptions options) throws IOException, InterruptedException {
    Plan plan = options.plan();
    MonitorYaml.Patience patience =
        plan.troublesTheJudge() ? MonitorYaml.Patience.SHORT : MonitorYaml.Patience.ENDLESS;
    Traffic traffic = options.traffic();
    try (Stage stage = Stage.open(options.folder(), traffic, options.protocol(), patience)) {
      stage.startMonitors(plan.monitors());
      return new ChaosRun(options, plan, patience, stage).report(traffic);
    }
  }

  private Report report(Traffic traffic) throws InterruptedException {
    try {
      Director director = new Director(stage, diary);
      Load load = Load.start(stage, traffic, options, diary);
      director.perform(plan);
      int traces = load.finish();
      Expected expected = traffic.first(traces).expected(patience.outcomes(), patience.attempts());
      director.calm();
      awaitEnd(expected);
      Map<FunnelStep, Long> funnel = stage.funnel();
      awaitRates(expected);
      director.end();
      awaitNothingOpen();
      return report(traces, expected, observed(funnel));
    } catch (IOException | RuntimeException e) {
      diary.violated("a run comes to its end", e.toString());
      return Report.ofFailure(options, diary, stage.logs());
    }
  }

  private Observed observed(Map<FunnelStep, Long> funnel) {
    return new Observed(
        scan.evaluations(),
        scan.judgedTraces(),
        scan.rates(),
        MonitorYaml.WINDOW,
        funnel,
        scan.deadLetters());
  }

  private Report report(int traces, Expected expected, Observed observed)
      throws IOException, InterruptedException {
    List<Violation> violations = new ArrayList<>(diary.violations());
    violations.addAll(Oracle.violations(expected, observed));
    return new Report(
        options,
        diary.lines(),
        traces,
        expected.labels().size(),
        observed.evaluations(),
        Calls.of(stage.judge().stats()),
        Takeover.of(diary.losses(), observed.evaluations()),
        violations,
        violations.isEmpty() ? List.of() : stage.logs());
  }

  /// Waits until the monitors say that they have received everything and judged it.
  private void awaitEnd(Expected expected) throws IOException, InterruptedException {
    if (new Wait(END_WITHIN).until(() -> Oracle.allHasEnded(expected, stage.funnel()))) {
      diary.note("all has ended");
    } else {
      diary.violated("all ends in the end", "the funnel is " + stage.funnel());
    }
  }

  /// When they do not settle the oracle finds out why.
  private void awaitRates(Expected expected) throws InterruptedException {
    int ended = expected.labels().size() + expected.traces().size();
    boolean settled = new Wait(SETTLE_WITHIN).until(() -> Oracle.ratesSettled(scan.rates(), ended));
    diary.note(settled ? "the rates are final" : "the rates did not settle");
  }

  private void awaitNothingOpen() throws InterruptedException {
    if (!new Wait(SETTLE_WITHIN).until(() -> scan.open().isEmpty())) {
      diary.violated("no transaction stays open", scan.open().toString());
    }
  }
}
