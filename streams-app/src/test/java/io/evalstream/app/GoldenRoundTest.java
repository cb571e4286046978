package io.evalstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.alert.DriftRound;
import io.evalstream.alert.Tally;
import io.evalstream.evaluator.Evaluator;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import io.evalstream.offline.Benchmark;
import io.evalstream.offline.FileJudging;
import io.evalstream.offline.GoldenSet;
import io.evalstream.stats.Confusion;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoldenRoundTest {

  private static final InstantSource CLOCK = InstantSource.system();

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private static MonitorConfig config(int rows) throws Exception {
    return MonitorConfig.readText(
        "m.yaml",
        """
        kafka: { bootstrap.servers: "b:9092", schema.registry.url: "http://r:8081" }
        apps: [ { id: docs-bot, evaluators: [ faithfulness ] } ]
        judges: { default: { api: heuristic } }
        judge_watch: { file: ../samples/labelled.jsonl, rows: %d }
        """
            .formatted(rows),
        Map.of());
  }

  private JudgeBench judges(MonitorConfig config) {
    return new JudgeBench(config.judges(), config.evaluators(), new Meters(meters), CLOCK, () -> 1);
  }

  private Tally ask(int rows, long round) throws Exception {
    MonitorConfig config = config(rows);
    try (JudgeBench judges = judges(config)) {
      List<DriftRound> found =
          new GoldenRound(
                  config.judgeWatch(),
                  judges.bench().anew(),
                  config.judging().operator(),
                  CLOCK,
                  new Meters(meters))
              .ask("default", Map.of("faithfulness", round));
      return found.getFirst().tally();
    }
  }

  /// What `benchmark` finds: the diagonal of its matrix, and all of it.
  private Tally benchmark() throws Exception {
    MonitorConfig config = config(200);
    Evaluator faithfulness = config.evaluators().find("faithfulness").orElseThrow();
    Benchmark benchmark = new Benchmark(List.of(faithfulness));
    try (JudgeBench judges = judges(config);
        FileJudging judging =
            new FileJudging(
                judges.bench(),
                List.of("faithfulness"),
                config.judging().operator(),
                CLOCK,
                judged -> benchmark.add("default", judged))) {
      for (GoldenSet.Row row : config.judgeWatch().golden().rows()) {
        judging.judge(row.row(), row.requests());
      }
      judging.finish();
    }
    Confusion matrix = benchmark.of("default").getFirst().confusion();
    return new Tally(matrix.count(0, 0) + matrix.count(1, 1), matrix.n());
  }

  private double counted(String outcome) {
    return meters
        .get(Metric.JUDGE_GOLDEN_JUDGEMENTS.prometheusName().replace("_total", ""))
        .tags("judge", "default", "evaluator", "faithfulness", "outcome", outcome)
        .counter()
        .count();
  }

  @Test
  void agreement_isThatOfBenchmark() throws Exception {
    Tally found = ask(200, 0);

    assertThat(found).isEqualTo(benchmark());
    assertThat(found.judged()).isEqualTo(120);
    assertThat(counted("agreed")).isEqualTo(found.agreed());
    assertThat(counted("disagreed")).isEqualTo(found.disagreed()).isPositive();
  }

  @Test
  void roundsOfAPass_addUpToTheFile() throws Exception {
    Tally whole = ask(200, 0);
    Tally first = ask(50, 0);
    Tally second = ask(50, 1);
    Tally third = ask(50, 2);

    assertThat(first.judged() + second.judged() + third.judged()).isEqualTo(120);
    assertThat(first.agreed() + second.agreed() + third.agreed()).isEqualTo(whole.agreed());
  }
}
