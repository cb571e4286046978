package io.evalstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.devcluster.stub.Ending;
import io.evalstream.devcluster.stub.Faults;
import io.evalstream.devcluster.stub.JudgeStub;
import io.evalstream.devcluster.stub.LabelledFileAnswerer;
import io.evalstream.judgement.Calibration;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkCommandTest {

  @TempDir private Path folder;

  /// Answers that stand in their document word by word, and answers of other words.
  private Path rows(String... labels) throws Exception {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < labels.length; i++) {
      boolean grounded = i % 2 == 0;
      rows.append(
          """
          {"id": "r%d", "app": "%s", "question": "Where is the mill?", "response": "%s", \
          "documents": [{"id": "d", "text": "The old mill stands beside the river bridge."}], \
          "labels": {%s}}
          """
              .formatted(
                  i,
                  i < 2 ? "one" : "two",
                  grounded
                      ? "The old mill stands beside the river bridge."
                      : "Penguins invented seventeen purple violins yesterday.",
                  labels[i]));
    }
    return Files.writeString(folder.resolve("rows.jsonl"), rows.toString());
  }

  @Test
  void labelsAndAliases_areMatchedAndStrangeOnesNamed() throws Exception {
    Path rows =
        rows(
            "\"faithfulness\": \"faithful\"",
            "\"hallucination\": \"Unfaithful\"",
            "\"faithfulness\": \"unfaithful\"",
            "\"faithfulness\": \"maybe\"",
            "\"correctness\": \"correct\"");
    Path calibration = folder.resolve("calibration.json");
    Path page = folder.resolve("page.html");

    Program run =
        Program.run(
            "benchmark",
            rows,
            "--evaluators",
            "faithfulness",
            "--calibration",
            calibration,
            "--html",
            page);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("faithfulness by heuristic: 3 labelled, 0 without a label of the judge")
        .contains("1 rows say 'maybe', which is no label of faithfulness")
        .containsPattern("recall \\(sensitivity\\) +0\\.500 \\[");
    assertThat(Calibration.read(calibration).entries())
        .extracting(
            Calibration.Entry::app,
            Calibration.Entry::truePositives,
            Calibration.Entry::falseNegatives,
            Calibration.Entry::falsePositives,
            Calibration.Entry::trueNegatives)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(null, 1L, 1L, 0L, 1L),
            org.assertj.core.groups.Tuple.tuple("one", 1L, 0L, 0L, 1L),
            org.assertj.core.groups.Tuple.tuple("two", 0L, 1L, 0L, 0L));
    assertThat(Files.readString(page)).contains("faithfulness by heuristic");
  }

  @Test
  void severalJudges_areComparedOnTheSameJudgements() throws Exception {
    Program run =
        Program.run(
            "benchmark",
            Sample.FILE,
            "--evaluators",
            "faithfulness,document_relevance",
            "--judge",
            "heuristic",
            "--judge",
            "default");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(
            "faithfulness: default minus heuristic, 120 judgements: accuracy +0.000 [+0.000,"
                + " +0.000], kappa +0.000")
        .contains("document_relevance: default minus heuristic, 311 judgements");
  }

  @Test
  void codedEvaluator_isJudgedOnceBesideSeveralJudges() throws Exception {
    Path rows =
        rows(
            "\"Faithfulness\": \"faithful\", \"json_valid\": \"invalid\"",
            "\"FAITHFULNESS\": \"unfaithful\", \"json_valid\": \"invalid\"");
    Path page = folder.resolve("page.html");

    Program run =
        Program.run(
            "benchmark",
            rows,
            "--evaluators",
            "json_valid,faithfulness",
            "--judge",
            "default",
            "--judge",
            "heuristic",
            "--html",
            page);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("json_valid by code: 2 labelled", "faithfulness by default: 2 labelled")
        .contains("faithfulness: heuristic minus default, 2 judgements: accuracy +0.000")
        .contains("outcomes   judged 2")
        .doesNotContain("minus code");
    assertThat(Files.readString(page))
        .contains("json_valid by code")
        .doesNotContain("faithfulness by code", "json_valid by default");
  }

  @Test
  void outcomesThatMayPass_areToldAndAreNoSuccess() throws Exception {
    Faults faults = Faults.NONE.with(Ending.SERVER_ERROR, 0.5).withSeed(3);
    Path rows = Sample.shipped().first(15).write(folder.resolve("rows.jsonl"));
    Files.writeString(rows, Files.readString(rows).repeat(2));
    try (JudgeStub judge = JudgeStub.start(0, new LabelledFileAnswerer(Sample.FILE), faults)) {
      Path config =
          FileConfig.write(
              folder,
              """
              judges:
                default: { api: openai, base_url: "%s", model: stub }
              judging: { backoff: 10ms, longest_backoff: 10ms, max_attempts: 1 }
              """
                  .formatted(judge.baseUrl()));

      Program run =
          Program.run("benchmark", rows, "--evaluators", "faithfulness", "--config", config);

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out())
          .contains("left out 15 rows")
          .containsPattern("outcomes   judged \\d+, provider_error \\d+")
          .containsPattern("reasons that may pass: \\{provider_error=\\d+\\}");
    }
  }

  @Test
  void oneApp_replacesWhatAnEarlierFileSaidOfIt() throws Exception {
    Path calibration = folder.resolve("calibration.json");
    Object[] command = {
      "benchmark",
      folder.resolve("rows.jsonl"),
      "--evaluators",
      "faithfulness",
      "--calibration",
      calibration
    };
    String label = "\"faithfulness\": \"unfaithful\"";
    rows(label, label, label);
    Program.run(command);
    rows(label);

    Program.run(command);

    Calibration read = Calibration.read(calibration);
    String version = read.entries().getFirst().evaluatorVersion();
    assertThat(read.find("one", "faithfulness", version, "heuristic"))
        .hasValueSatisfying(entry -> assertThat(entry.n()).isEqualTo(1));
  }

  @Test
  void fileWithoutLabels_saysWhereTheyBelong() throws Exception {
    Path rows = rows("\"correctness\": \"correct\"");

    Program run = Program.run("benchmark", rows, "--evaluators", "faithfulness");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("no row has a label for faithfulness", "document_labels");
  }

  @Test
  void fileOfSomethingElse_isNotOverwritten() throws Exception {
    Path file = Files.writeString(folder.resolve("notes.json"), "{\"my\": \"notes\"}");

    Program run =
        Program.run(
            "benchmark", Sample.FILE, "--evaluators", "faithfulness", "--calibration", file);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("notes.json: format must be 1");
    assertThat(Files.readString(file)).isEqualTo("{\"my\": \"notes\"}");
  }
}
