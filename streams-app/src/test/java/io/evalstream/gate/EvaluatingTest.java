package io.evalstream.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.app.JudgeBench;
import io.evalstream.app.MonitorConfig;
import io.evalstream.devcluster.stub.Faults;
import io.evalstream.devcluster.stub.JudgeStub;
import io.evalstream.devcluster.stub.Verdict;
import io.evalstream.event.Evaluation;
import io.evalstream.gate.GateAnswer.End;
import io.evalstream.metric.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Traces that are judged at once, by a judge over HTTP.
class EvaluatingTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final InstantSource CLOCK = InstantSource.system();

  /// Holds the labels of correctness back, where the response is called held.
  private final CountDownLatch release = new CountDownLatch(1);

  private final JudgeStub judge = JudgeStub.start(0, this::label, Faults.NONE);
  private JudgeBench judges;
  private TurnJudging judging;
  private Evaluating evaluating;

  private Verdict label(String evaluator, List<String> labels, Map<String, String> blocks) {
    String response = blocks.getOrDefault("response", "");
    if (response.contains("held") && evaluator.equals("correctness")) {
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return new Verdict(response.contains("bad") ? labels.getLast() : labels.getFirst(), "Because.");
  }

  @BeforeEach
  void start() throws Exception {
    MonitorConfig config =
        MonitorConfig.readText(
            "m.yaml",
            """
            kafka: { bootstrap.servers: "b:9092", schema.registry.url: "http://r:8081" }
            judges:
              default: { api: openai, base_url: "%s", model: stub, cache_entries: 0 }
            apps:
              - { id: docs-bot, evaluators: [ faithfulness, correctness, document_relevance ] }
              - { id: other-bot, evaluators: [ toxicity ] }
            gate:
              block: faithfulness
              when_undecided: block
              max_wait: 20s
              evaluate: { max_judgements: 5, max_running: 1 }
              apps: { other-bot: { block: [] } }
            """
                .formatted(judge.baseUrl()),
            Map.of());
    Meters meters = new Meters(new SimpleMeterRegistry());
    judges = new JudgeBench(config.judges(), config.evaluators(), meters, CLOCK, () -> 1);
    judging =
        TurnJudging.start(
            config.gate(), judges.bench(), config.judging().operator(), CLOCK, meters);
    evaluating = new Evaluating(config.gate(), config.apps(), judging, CLOCK);
  }

  @AfterEach
  void stop() {
    release.countDown();
    judging.close();
    judges.close();
    judge.close();
  }

  private static ObjectNode row(String id, String response, int documents) throws Exception {
    ObjectNode row =
        (ObjectNode)
            new ObjectMapper()
                .readTree("{\"app\":\"docs-bot\",\"question\":\"When?\",\"documents\":[]}");
    row.put("id", id).put("response", response);
    for (int i = 0; i < documents; i++) {
      row.withArray("documents").addObject().put("id", "d" + i).put("text", "Text " + i);
    }
    return row;
  }

  private Evaluating.Answer judge(String response, Duration wait) throws Exception {
    return evaluating.judge(evaluating.check(row("t", response, 2), wait, true)).orElseThrow();
  }

  @Test
  void everyEvaluatorOfTheApp_isAsked() throws Exception {
    Evaluating.Answer answer = judge("good", LONG);

    assertThat(answer.evaluations())
        .extracting(Evaluation::getEvaluator)
        .containsExactlyInAnyOrder(
            "faithfulness", "correctness", "document_relevance", "document_relevance");
    assertThat(answer.evaluations()).extracting(Evaluation::getOutcome).containsOnly("judged");
    assertThat(answer.gate().decision().verdict()).isEqualTo(Decision.Verdict.PASS);
    assertThat(answer.gate().end()).isEqualTo(End.DECISION);
    assertThat(answer.json().path("diagnosis").asText()).isEqualTo("ok");
    assertThat(answer.json().path("evaluations").size()).isEqualTo(4);
  }

  @Test
  void labelThatBlocks_blocks() throws Exception {
    Evaluating.Answer answer = judge("bad", LONG);

    assertThat(answer.gate().decision().verdict()).isEqualTo(Decision.Verdict.BLOCK);
    assertThat(answer.json().path("allowed").asBoolean()).isFalse();
    assertThat(answer.json().at("/reasons/0/explanation").asText()).isEqualTo("Because.");
    assertThat(answer.json().path("diagnosis").asText()).isEqualTo("ungrounded");
  }

  @Test
  void gateOnly_asksWhatThePolicyNames() throws Exception {
    Evaluating.Answer answer =
        evaluating.judge(evaluating.check(row("t", "good", 2), LONG, false)).orElseThrow();

    assertThat(answer.evaluations())
        .extracting(Evaluation::getEvaluator)
        .containsExactly("faithfulness");
  }

  @Test
  void whatHasNotEndedInTime_isExpired() throws Exception {
    judge.setFaults(Faults.slow(Duration.ofMinutes(1)));

    Evaluating.Answer answer = judge("good", Duration.ofMillis(50));

    assertThat(answer.evaluations()).extracting(Evaluation::getOutcome).containsOnly("expired");
    assertThat(answer.gate().end()).isEqualTo(End.TIME);
    assertThat(answer.gate().decision().verdict()).isEqualTo(Decision.Verdict.UNDECIDED);
    assertThat(answer.gate().decision().allowed()).isFalse();
  }

  @Test
  void sameIdAtTheSameTime_isJudgedByItsOwnTexts() throws Exception {
    judge.setFaults(Faults.slow(Duration.ofMillis(100)));

    List<String> verdicts = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Evaluating.Answer> good = threads.submit(() -> judge("good", LONG));
      Future<Evaluating.Answer> bad = threads.submit(() -> judge("bad", LONG));
      verdicts.add(good.get().gate().decision().verdict().wireName());
      verdicts.add(bad.get().gate().decision().verdict().wireName());
    }

    assertThat(verdicts).containsExactly("pass", "block");
  }

  @Test
  void shutdown_endsTheWait() throws Exception {
    judge.setFaults(Faults.slow(Duration.ofMinutes(1)));

    Evaluating.Answer answer;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Evaluating.Answer> asked = threads.submit(() -> judge("good", LONG));
      Thread.sleep(50);
      judging.close();
      answer = asked.get();
    }

    assertThat(answer.gate().end()).isEqualTo(End.SHUTDOWN);
    assertThat(judge("good", LONG).gate().end()).isEqualTo(End.SHUTDOWN);
  }

  @Test
  void labelThatBlocks_isTheDecision_thoughOthersAreLate() throws Exception {
    Evaluating.Answer answer = judge("bad, held", Duration.ofSeconds(3));

    assertThat(answer.evaluations()).extracting(Evaluation::getOutcome).contains("expired");
    assertThat(answer.gate().decision().verdict()).isEqualTo(Decision.Verdict.BLOCK);
    assertThat(answer.gate().end()).isEqualTo(End.DECISION);
  }

  @Test
  @Timeout(60)
  void turnsWithPendingJudgements_areBounded_thoughNobodyWaits() throws Exception {
    Evaluating.Asked asked = evaluating.check(row("t", "held", 0), LONG, true);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> callers = new ArrayList<>();
      for (int i = 0; i < TurnJudging.PENDING; i++) {
        callers.add(threads.submit(() -> evaluating.judge(asked)));
      }
      await(0);
      callers.forEach(caller -> caller.cancel(true));
    }

    assertThat(evaluating.judge(asked)).isEmpty();

    release.countDown();
    await(TurnJudging.PENDING);
    assertThat(evaluating.judge(asked)).isPresent();
  }

  private void await(int places) throws InterruptedException {
    while (judging.places() != places) {
      Thread.sleep(10);
    }
  }

  @Test
  void whatIsNoTraceOfAnAppWithAGate_isRefused() throws Exception {
    ObjectNode incomplete = row("t", "good", 0);
    incomplete.remove("response");

    assertThatThrownBy(() -> evaluating.check(incomplete, LONG, true))
        .hasMessageContaining("response");
    assertThatThrownBy(
            () -> evaluating.check(row("t", "good", 0).put("app", "other-bot"), LONG, true))
        .hasMessage("app must have a gate in the configuration; those are: docs-bot");
    assertThatThrownBy(() -> evaluating.check(row("a\nb", "good", 0), LONG, true))
        .hasMessageContaining("id must have at most 256 characters");
    assertThatThrownBy(() -> evaluating.check(row("t", "good", 4), LONG, true))
        .hasMessageContaining("at most 5 judgements (gate.evaluate.max_judgements), was 6");
  }
}
