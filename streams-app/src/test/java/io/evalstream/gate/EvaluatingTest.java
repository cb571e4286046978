package io.evalstream.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.devcluster.stub.Faults;
import io.evalstream.event.Evaluation;
import io.evalstream.gate.GateAnswer.End;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Traces that are judged at once, by a judge over HTTP.
class EvaluatingTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final GateParts parts = new GateParts();
  private final Evaluating evaluating =
      new Evaluating(
          parts.config.gate(), parts.config.apps(), parts.judging, InstantSource.system());

  @AfterEach
  void stop() {
    parts.close();
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
    parts.judge.setFaults(Faults.slow(Duration.ofMinutes(1)));

    Evaluating.Answer answer = judge("good", Duration.ofMillis(50));

    assertThat(answer.evaluations()).extracting(Evaluation::getOutcome).containsOnly("expired");
    assertThat(answer.gate().end()).isEqualTo(End.TIME);
    assertThat(answer.gate().decision().verdict()).isEqualTo(Decision.Verdict.UNDECIDED);
    assertThat(answer.gate().decision().allowed()).isFalse();
  }

  @Test
  void sameIdAtTheSameTime_isJudgedByItsOwnTexts() throws Exception {
    parts.judge.setFaults(Faults.slow(Duration.ofMillis(100)));

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
    parts.judge.setFaults(Faults.slow(Duration.ofMinutes(1)));

    Evaluating.Answer answer;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Evaluating.Answer> asked = threads.submit(() -> judge("good", LONG));
      Thread.sleep(50);
      parts.judging.close();
      answer = asked.get();
    }

    assertThat(answer.gate().end()).isEqualTo(End.SHUTDOWN);
    assertThat(judge("good", LONG).gate().end()).isEqualTo(End.SHUTDOWN);
  }

  @Test
  void whatIsNoTraceOfAnAppWithAGate_isRefused() throws Exception {
    ObjectNode incomplete = row("t", "good", 0);
    incomplete.remove("response");

    assertThatThrownBy(() -> evaluating.check(incomplete, LONG, true))
        .hasMessageContaining("response");
    assertThatThrownBy(
            () -> evaluating.check(row("t", "good", 0).put("app", "other-bot"), LONG, true))
        .hasMessage("app must have a gate in the configuration; those are: docs-bot, search-bot");
    assertThatThrownBy(
            () ->
                evaluating
                    .judge(evaluating.check(row("a\nb", "good", 0), LONG, true))
                    .orElseThrow())
        .hasMessageContaining("id must have at most 256 characters");
    assertThatThrownBy(
            () -> evaluating.judge(evaluating.check(row("t", "good", 4), LONG, true)).orElseThrow())
        .hasMessageContaining("at most 5 judgements (gate.evaluate.max_judgements), was 6");
  }
}
