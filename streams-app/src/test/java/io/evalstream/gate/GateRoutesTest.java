package io.evalstream.gate;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evalstream.app.Evaluations;
import io.evalstream.console.api.ApiDocument;
import io.evalstream.devcluster.stub.Faults;
import io.evalstream.event.Evaluation;
import io.evalstream.http.Ask;
import io.evalstream.http.Ask.Answer;
import io.evalstream.http.HttpConfig;
import io.evalstream.http.HttpPort;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The gate on a port. Every answer is held to the document of the API.
class GateRoutesTest {

  private static final String GATE = "/api/v1/gate/";
  private static final String EVALUATE = "/api/v1/evaluate";
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  private final ApiDocument document = new ApiDocument();
  private final GateParts parts = new GateParts();
  private final HttpPort port =
      new HttpPort(
          new HttpConfig("127.0.0.1", 0, null), List.of(parts.routes()), InstantSource.system());
  private Ask ask;

  @BeforeEach
  void start() {
    port.start();
    ask = new Ask(port.port());
    parts.book.read();
  }

  @AfterEach
  void stop() {
    port.close();
    parts.close();
  }

  private static Evaluation label(String traceId, boolean fails) {
    Evaluation ofToxicity =
        fails ? Evaluations.failing(traceId, NOW) : Evaluations.passing(traceId, NOW);
    return Evaluation.newBuilder(ofToxicity)
        .setEvaluator("faithfulness")
        .setLabel(fails ? "unfaithful" : "faithful")
        .build();
  }

  private static String turn(String app, String response) {
    return """
        {"app":"%s","question":"When?","documents":[{"id":"d","text":"May"}],"response":"%s"}"""
        .formatted(app, response);
  }

  private Answer gate(String traceAndQuery) {
    Answer answer = ask.get(GATE + traceAndQuery);
    assertThat(document.faults("get", GATE + "{trace_id}", answer)).as(answer.body()).isEmpty();
    return answer;
  }

  private Answer evaluate(String query, String body) {
    Answer answer = ask.postJson(EVALUATE + query, body);
    assertThat(document.faults("post", EVALUATE, answer)).as(answer.body()).isEmpty();
    return answer;
  }

  private static JsonNode json(Answer answer) throws Exception {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    return new ObjectMapper().readTree(answer.body());
  }

  /// The lines of a metric, without help and buckets.
  private List<String> lines(String metric) {
    return parts.registry.scrape().lines().filter(line -> line.startsWith(metric + "{")).toList();
  }

  @Test
  void labelOfTheStream_isTheVerdict() throws Exception {
    parts.book.add(label("good", false));
    parts.book.add(label("bad", true));

    JsonNode pass = json(gate("good?app=docs-bot"));
    JsonNode block = json(gate("bad"));

    assertThat(pass.path("verdict").asText()).isEqualTo("pass");
    assertThat(pass.path("allowed").asBoolean()).isTrue();
    assertThat(block.path("verdict").asText()).isEqualTo("block");
    assertThat(block.at("/reasons/0/label").asText()).isEqualTo("unfaithful");
    assertThat(block.path("ended_by").asText()).isEqualTo("decision");
    assertThat(lines("evalstream_gate_verdicts_total"))
        .containsExactlyInAnyOrder(
            "evalstream_gate_verdicts_total{allowed=\"true\",app=\"docs-bot\",by=\"stream\",verdict=\"pass\"} 1.0",
            "evalstream_gate_verdicts_total{allowed=\"false\",app=\"docs-bot\",by=\"stream\",verdict=\"block\"} 1.0");
  }

  @Test
  void traceThatNobodyKnows_isUndecided() throws Exception {
    JsonNode known = json(gate("t?app=search-bot&wait=0s"));
    JsonNode unknown = json(gate("t?wait=1ms"));

    assertThat(known.path("verdict").asText()).isEqualTo("undecided");
    assertThat(known.path("ended_by").asText()).isEqualTo("time");
    assertThat(known.at("/policy/block/0/documents").asText()).isEqualTo("all");
    assertThat(unknown.path("app").isNull()).isTrue();
    assertThat(unknown.path("policy").isNull()).isTrue();
    assertThat(unknown.path("detail").asText()).contains("parameter app");
    assertThat(lines("evalstream_gate_wait_seconds_count"))
        .containsExactlyInAnyOrder(
            "evalstream_gate_wait_seconds_count{app=\"search-bot\",by=\"stream\",verdict=\"undecided\"} 1",
            "evalstream_gate_wait_seconds_count{app=\"__unknown__\",by=\"stream\",verdict=\"undecided\"} 1");
  }

  @Test
  void traceOfTheRequest_isJudged() throws Exception {
    JsonNode pass = json(evaluate("?wait=20s", turn("docs-bot", "good")));
    JsonNode block = json(evaluate("?wait=20s&evaluators=gate", turn("docs-bot", "bad")));
    JsonNode late = json(evaluate("?wait=0s", turn("search-bot", "good")));

    assertThat(pass.path("verdict").asText()).isEqualTo("pass");
    assertThat(pass.path("evaluations").size()).isEqualTo(3);
    assertThat(block.path("verdict").asText()).isEqualTo("block");
    assertThat(block.path("evaluations").size()).isEqualTo(1);
    assertThat(late.path("verdict").asText()).isEqualTo("undecided");
    assertThat(late.at("/evaluations/0/outcome").asText()).isEqualTo("expired");
    assertThat(lines("evalstream_gate_verdicts_total"))
        .hasSize(3)
        .allMatch(line -> line.contains("by=\"evaluate\"") && line.endsWith(" 1.0"));
  }

  @ParameterizedTest
  @CsvSource({"wait=21s", "wait=soon", "app=docs-bott", "app=other-bot", "evaluators=all"})
  void parameterThatBreaksItsRule_isTold(String query) {
    Answer answer = gate("t?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("\"name\":\"" + query.replaceAll("=.*", "\""));
    assertThat(lines("evalstream_gate_verdicts_total")).isEmpty();
  }

  @Test
  void bodyThatIsNoTrace_isRefused() {
    assertThat(evaluate("", "no JSON").status()).isEqualTo(400);
    assertThat(evaluate("", "{\"app\":\"docs-bot\"}").body()).contains("400", "response");
    assertThat(evaluate("?evaluators=some", turn("docs-bot", "good")).status()).isEqualTo(400);
    assertThat(evaluate("", turn("docs-bot", "x".repeat(2000))).status()).isEqualTo(413);
    assertThat(evaluate("", turn("other-bot", "good")).body()).contains("422", "search-bot");
    String documents =
        IntStream.range(0, 4)
            .mapToObj("{\"id\":\"%d\",\"text\":\"May\"}"::formatted)
            .collect(joining(","));
    String longer = turn("docs-bot", "good").replaceFirst("\\[.*]", "[" + documents + "]");
    assertThat(evaluate("", longer).body()).contains("422", "max_judgements");
    assertThat(lines("evalstream_gate_verdicts_total")).isEmpty();
  }

  @Test
  void bodyOfAnotherType_isRefused() {
    Answer answer = ask.postForm(EVALUATE, "app=docs-bot");

    assertThat(answer.status()).isEqualTo(415);
    assertThat(document.faults("post", EVALUATE, answer)).isEmpty();
  }

  /// Of two at the same time one waits, and the other one is refused at once.
  private static List<Answer> both(Supplier<Answer> request, Runnable afterTheFirst)
      throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletionService<Answer> answers = new ExecutorCompletionService<>(threads);
      answers.submit(request::get);
      answers.submit(request::get);
      Answer first = answers.take().get();
      afterTheFirst.run();
      return List.of(first, answers.take().get());
    }
  }

  private void expectRefusal(Answer answer, String limit, String by) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(429);
    assertThat(answer.header("Retry-After")).isEqualTo("1");
    assertThat(answer.body()).contains(limit);
    assertThat(lines("evalstream_gate_refused_total"))
        .containsExactly("evalstream_gate_refused_total{by=\"" + by + "\"} 1.0");
  }

  @Test
  void moreThanMayWait_areRefused() throws Exception {
    List<Answer> answers =
        both(() -> gate("t?app=docs-bot&wait=20s"), () -> parts.book.add(label("t", false)));

    expectRefusal(answers.getFirst(), "gate.max_waiting = 1", "stream");
    assertThat(json(answers.getLast()).path("verdict").asText()).isEqualTo("pass");
  }

  @Test
  void moreThanMayBeJudged_areRefused() throws Exception {
    parts.judge.setFaults(Faults.slow(Duration.ofMinutes(1)));

    List<Answer> answers =
        both(() -> evaluate("?wait=20s", turn("docs-bot", "good")), parts.judging::close);

    expectRefusal(answers.getFirst(), "gate.evaluate.max_running = 1", "evaluate");
    assertThat(json(answers.getLast()).path("ended_by").asText()).isEqualTo("shutdown");
  }
}
