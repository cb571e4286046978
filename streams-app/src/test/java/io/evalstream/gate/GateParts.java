package io.evalstream.gate;

import io.evalstream.app.JudgeBench;
import io.evalstream.app.MonitorConfig;
import io.evalstream.config.InvalidConfigException;
import io.evalstream.devcluster.stub.Faults;
import io.evalstream.devcluster.stub.JudgeStub;
import io.evalstream.devcluster.stub.Verdict;
import io.evalstream.metric.Meters;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// What a gate is made of, with a judge over HTTP. Its labels fail when a response has the word
/// `bad` in it.
public final class GateParts implements AutoCloseable {

  private static final InstantSource CLOCK = InstantSource.system();

  final JudgeStub judge = JudgeStub.start(0, GateParts::verdict, Faults.NONE);
  final MonitorConfig config = config(judge.baseUrl());
  final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  final LabelBook book = new LabelBook(config.gate(), CLOCK);
  final TurnJudging judging;
  private final Meters meters = new Meters(registry);
  private final JudgeBench judges =
      new JudgeBench(config.judges(), config.evaluators(), meters, CLOCK, () -> 1);

  public GateParts() {
    judging =
        TurnJudging.start(
            config.gate(), judges.bench(), config.judging().operator(), CLOCK, meters);
  }

  private static Verdict verdict(
      String evaluator, List<String> labels, Map<String, String> blocks) {
    String judged = blocks.getOrDefault("response", "");
    return new Verdict(judged.contains("bad") ? labels.getLast() : labels.getFirst(), "Because.");
  }

  private static MonitorConfig config(String judge) {
    try {
      return MonitorConfig.readText(
          "m.yaml",
          """
          kafka: { bootstrap.servers: "b:9092", schema.registry.url: "http://r:8081" }
          judges:
            default: { api: openai, base_url: "%s", model: stub, cache_entries: 0 }
          apps:
            - { id: docs-bot, evaluators: [ faithfulness, correctness, document_relevance ] }
            - { id: search-bot, evaluators: [ document_relevance ] }
            - { id: other-bot, evaluators: [ toxicity ] }
          gate:
            block: faithfulness
            when_undecided: block
            max_wait: 20s
            max_waiting: 1
            evaluate: { max_running: 1, max_bytes: 2000, max_judgements: 5 }
            apps:
              search-bot: { block: [ { evaluator: document_relevance, documents: all } ] }
              other-bot: { block: [] }
          """
              .formatted(judge),
          Map.of());
    } catch (InvalidConfigException e) {
      throw new IllegalStateException(e);
    }
  }

  public GateRoutes routes() {
    return new GateRoutes(config.gate(), config.apps(), book, judging, meters, CLOCK);
  }

  @Override
  public void close() {
    judging.close();
    judges.close();
    judge.close();
  }
}
