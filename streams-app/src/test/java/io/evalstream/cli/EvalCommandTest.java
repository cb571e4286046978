package io.evalstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evalstream.devcluster.stub.AccountState;
import io.evalstream.devcluster.stub.Ending;
import io.evalstream.devcluster.stub.Faults;
import io.evalstream.devcluster.stub.JudgeStub;
import io.evalstream.devcluster.stub.LabelledFileAnswerer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command on the labelled sample, with the heuristic judge and with one over HTTP.
class EvalCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ALL = "faithfulness,correctness,document_relevance";

  @TempDir private Path folder;

  private Path out() {
    return folder.resolve("out.jsonl");
  }

  private List<JsonNode> evaluations() throws IOException {
    List<JsonNode> evaluations = new ArrayList<>();
    for (String line : Files.readAllLines(out())) {
      evaluations.add(JSON.readTree(line));
    }
    return evaluations;
  }

  private static Map<Judgement, String> labels(List<JsonNode> evaluations) {
    Map<Judgement, String> labels = new HashMap<>();
    for (JsonNode one : evaluations) {
      labels.put(
          new Judgement(
              one.path("trace_id").asText(),
              one.path("evaluator").asText(),
              one.path("document_id").isNull() ? null : one.path("document_id").asText()),
          one.path("label").asText());
    }
    return labels;
  }

  /// A judge over HTTP that says what the labels say, and the configuration for it.
  private Path config(JudgeStub judge, int maxAttempts) throws IOException {
    return FileConfig.write(
        folder,
        """
        judges:
          default: { api: openai, base_url: "%s", model: stub }
        judging: { backoff: 10ms, longest_backoff: 10ms, max_attempts: %d }
        """
            .formatted(judge.baseUrl(), maxAttempts));
  }

  private static JudgeStub judge(Faults faults) {
    return JudgeStub.start(0, new LabelledFileAnswerer(Sample.FILE), faults);
  }

  /// Judges the first rows of the sample, and keeps the evaluations.
  private Program faithfulness(int rows, Object... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("eval", Sample.FILE, "--evaluators", "faithfulness"));
    arguments.addAll(List.of("--limit", rows, "--out", out()));
    arguments.addAll(List.of(more));
    return Program.run(arguments.toArray());
  }

  @Test
  void judgeOverHttp_givesTheLabelsAndRatesOfTheFile() throws Exception {
    try (JudgeStub judge = judge(Faults.NONE)) {
      Path page = folder.resolve("page.html");

      Program eval =
          Program.run(
              "eval",
              Sample.FILE,
              "--evaluators",
              ALL,
              "--config",
              config(judge, 5),
              "--out",
              out(),
              "--html",
              page);

      assertThat(eval.exitCode()).as(eval.err()).isZero();
      assertThat(labels(evaluations())).isEqualTo(Sample.shipped().labels());
      // 32 of 120 answers are unfaithful and 197 of 311 documents irrelevant (samples/README.md).
      assertThat(eval.out())
          .contains("120 rows of ")
          .containsPattern("faithfulness +120 +120 +32 +0\\.2667 \\[")
          .containsPattern("document_relevance +311 +311 +197 +0\\.6334 \\[")
          .contains("120 labelled, 0 without a label of the judge; accuracy 1.000")
          .contains("mrr@5");
      assertThat(Files.readString(page)).contains("<svg").doesNotContain("<script");
    }
  }

  @Test
  void secondRun_asksOnlyForWhatMayGoBetter() throws Exception {
    try (JudgeStub judge = judge(Faults.NONE.with(Ending.SERVER_ERROR, 0.5).withSeed(3))) {
      Path config = config(judge, 1);
      Program first = faithfulness(15, "--config", config);
      long failed =
          evaluations().stream()
              .filter(one -> one.path("outcome").asText().equals("provider_error"))
              .count();
      judge.setFaults(Faults.NONE);
      judge.resetStats();

      Program second = faithfulness(15, "--config", config);

      assertThat(first.exitCode()).isEqualTo(1);
      assertThat(first.out()).contains("provider_error=" + failed);
      assertThat(failed).isBetween(1L, 14L);
      assertThat(second.exitCode()).as(second.err()).isZero();
      assertThat(second.err())
          .contains((15 - failed) + " evaluations that are kept, and " + failed + " to be judged");
      assertThat(judge.stats().total()).isEqualTo(failed);
      assertThat(labels(evaluations())).hasSize(15).doesNotContainValue("null");
      assertThat(evaluations()).hasSize(15);
    }
  }

  @Test
  void cutOffLine_isDroppedAndJudgedAgain() throws Exception {
    faithfulness(5);
    String whole = Files.readString(out());
    Files.writeString(out(), whole.substring(0, whole.length() - 20));

    Program again = faithfulness(5);

    assertThat(again.exitCode()).isZero();
    assertThat(again.err()).contains("cut off", "has 4 evaluations that are kept, and 0 to be");
    assertThat(labels(evaluations())).hasSize(5);
  }

  @Test
  void faultyJudge_isAskedAgainUntilAllHaveLabels() throws Exception {
    Faults faults =
        Faults.NONE
            .with(Ending.RATE_LIMITED, 0.1)
            .with(Ending.SERVER_ERROR, 0.1)
            .with(Ending.RESET, 0.05)
            .withSeed(7);
    try (JudgeStub judge = judge(faults)) {
      Program eval = faithfulness(40, "--config", config(judge, 20));

      assertThat(eval.exitCode()).as(eval.err()).isZero();
      assertThat(labels(evaluations())).hasSize(40).doesNotContainValue("null");
      assertThat(judge.stats().calls(Ending.SERVER_ERROR)).isPositive();
    }
  }

  @Test
  void wrongKey_endsTheRunAtOnceAndSaysWhy() throws Exception {
    try (JudgeStub judge = judge(Faults.NONE.withState(AccountState.BAD_CREDENTIALS))) {
      Program eval =
          Program.run(
              "eval", Sample.FILE, "--evaluators", "faithfulness", "--config", config(judge, 5));

      assertThat(eval.exitCode()).isEqualTo(1);
      assertThat(eval.err())
          .contains("judge 'default' cannot be used", "is api_key right?", "with --out FILE");
    }
  }

  @Test
  void judgeThatIsNotThere_endsTheRunAfterItsFirstCalls() throws Exception {
    Path config;
    try (JudgeStub judge = judge(Faults.NONE)) {
      config = config(judge, 50);
    }

    Program eval =
        Program.run("eval", Sample.FILE, "--evaluators", ALL, "--config", config, "--out", out());

    assertThat(eval.exitCode()).isEqualTo(1);
    assertThat(eval.err()).contains("Is it running, is base_url right?", "goes on from there");
  }

  @Test
  void judgeThatIsNotThere_isNoticedBesideCodeThatAnswers() throws Exception {
    Path config;
    try (JudgeStub judge = judge(Faults.NONE)) {
      config = config(judge, 50);
    }

    Program eval =
        Program.run(
            "eval", Sample.FILE, "--evaluators", "json_valid,faithfulness", "--config", config);

    assertThat(eval.exitCode()).isEqualTo(1);
    assertThat(eval.err()).contains("judge 'default' cannot be used: its first calls all failed");
  }

  @Test
  void otherJudge_mustHaveAnotherFile() throws Exception {
    faithfulness(2);

    Program other =
        Program.run(
            "eval",
            Sample.FILE,
            "--evaluators",
            "faithfulness",
            "--limit",
            "2",
            "--out",
            out(),
            "--judge",
            "default");

    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.err()).contains("by the judge 'heuristic', and this run asks 'default'");
  }

  @Test
  void secondRowWithAnId_isLeftOut() throws Exception {
    Path twice = Sample.shipped().first(2).write(folder.resolve("rows.jsonl"));
    Files.writeString(twice, Files.readString(twice).repeat(2));

    Program eval = Program.run("eval", twice, "--evaluators", "faithfulness");

    assertThat(eval.out()).contains("left out 2 rows").containsPattern("faithfulness +2 +2");
  }

  @Test
  void hostileRow_isTextOnThePage() throws Exception {
    Path rows =
        Files.writeString(
            folder.resolve("rows.jsonl"),
            """
            {"id": "<script>i</script>", "app": "a", "question": "<script>q</script>", \
            "response": "Penguins <script>r</script> invented violins.", \
            "labels": {"faithfulness": "<script>l</script>"}, \
            "documents": [{"id": "<script>d</script>", "text": "The mill <script>t</script>."}]}
            """);
    Path page = folder.resolve("page.html");

    Program eval =
        Program.run(
            "eval", rows, "--evaluators", "faithfulness,document_relevance", "--html", page);

    assertThat(eval.exitCode()).as(eval.err()).isZero();
    assertThat(eval.out()).contains("1 rows say '<script>l</script>', which is no label");
    assertThat(Files.readString(page))
        .contains("&lt;script&gt;i&lt;/script&gt;", "&lt;script&gt;r&lt;/script&gt;")
        .doesNotContain("<script");
  }

  @Test
  void wrongInput_isToldBeforeAJudgeIsAsked() throws Exception {
    Path broken = Files.writeString(folder.resolve("broken.jsonl"), "{\"app\": \"a\"\n");
    Path strange =
        Files.writeString(
            folder.resolve("strange.jsonl"),
            "{\"app\": \"a\", \"question\": \"q\", \"response\": \"r\","
                + " \"labels\": {\"faithfulness\": 1}}\n");
    Files.writeString(out(), "{\"no\": \"evaluation\"}\n");

    assertFails(2, "cannot read nowhere.jsonl", "nowhere.jsonl", "--evaluators", "faithfulness");
    assertFails(2, "Did you mean 'faithfulness'?", Sample.FILE, "--evaluators", "faithfulnes");
    assertFails(2, "no judge 'gpt'", Sample.FILE, "--evaluators", "faithfulness", "--judge", "gpt");
    assertFails(
        2,
        "--limit must be at least 1, was 0",
        Sample.FILE,
        "--evaluators",
        "faithfulness",
        "--limit",
        "0");
    assertFails(
        2,
        "--html must lie in a folder that is there",
        Sample.FILE,
        "--evaluators",
        "faithfulness",
        "--html",
        folder.resolve("no/page.html"));
    assertFails(1, "broken.jsonl:1: not JSON", broken, "--evaluators", "faithfulness");
    assertFails(
        1,
        "strange.jsonl:1: labels.faithfulness: must be a label, was 1",
        strange,
        "--evaluators",
        "faithfulness");
    assertFails(
        1,
        "out.jsonl:1: must be an evaluation",
        Sample.FILE,
        "--evaluators",
        "faithfulness",
        "--out",
        out());
  }

  private static void assertFails(int exitCode, String message, Object... arguments) {
    List<Object> words = new ArrayList<>(List.of(arguments));
    words.addFirst("eval");
    Program eval = Program.run(words.toArray());
    assertThat(eval.err()).contains(message);
    assertThat(eval.exitCode()).isEqualTo(exitCode);
  }
}
