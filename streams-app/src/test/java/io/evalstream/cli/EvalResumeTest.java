package io.evalstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an earlier run, or something else, has left under the name of `--out`.
class EvalResumeTest {

  @TempDir private Path folder;
  private Path rows;
  private Path out;

  @BeforeEach
  void writeRows() throws Exception {
    out = folder.resolve("out.jsonl");
    rows =
        Files.writeString(
            folder.resolve("rows.jsonl"),
            """
            {"id": "thé", "app": "a", "question": "q", "response": "The mill is old.", \
            "documents": [{"id": "d", "text": "The mill is old."}]}
            {"id": "café", "app": "a", "question": "q", "response": "The mill is old.", \
            "documents": [{"id": "d", "text": "The mill is old."}]}
            """);
  }

  private Program eval(Object... more) {
    List<Object> words = new java.util.ArrayList<>(List.of("eval", rows, "--out", out));
    words.addAll(List.of("--evaluators", "faithfulness"));
    words.addAll(List.of(more));
    return Program.run(words.toArray());
  }

  @Test
  void foreignFileWithoutLastNewline_isLeftAsItIs() throws Exception {
    String settings = "{\"theme\": \"dark\"}";
    Files.writeString(out, settings);

    Program eval = eval();

    assertThat(eval.exitCode()).isEqualTo(1);
    assertThat(eval.err()).contains("out.jsonl:1: must be an evaluation");
    assertThat(Files.readString(out)).isEqualTo(settings);
  }

  @Test
  void firstLineCutOff_isJudgedAgain() throws Exception {
    eval();
    List<String> whole = Files.readAllLines(out);
    Files.writeString(out, whole.getFirst().substring(0, 8));

    Program again = eval();

    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.err()).contains("cut off; it is dropped");
    assertThat(Files.readAllLines(out)).hasSize(2);
  }

  /// `é` has two bytes.
  @Test
  void cutWithinACharacter_isJudgedAgain() throws Exception {
    eval();
    String whole = Files.readString(out);
    byte[] before = whole.substring(0, whole.lastIndexOf('é')).getBytes(UTF_8);
    Files.write(out, Arrays.copyOf(whole.getBytes(UTF_8), before.length + 1));

    Program again = eval();

    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.err()).contains("cut off", "has 1 evaluations that are kept");
    assertThat(Files.readAllLines(out))
        .hasSize(2)
        .anyMatch(line -> line.contains("\"café\""))
        .anyMatch(line -> line.contains("\"thé\""));
  }

  @Test
  void evaluationsOfAnotherJudge_areFoundBeforeAnyIsAsked() throws Exception {
    eval();
    List<String> lines = Files.readAllLines(out);
    Files.writeString(out, lines.getLast().replace("\"heuristic\"", "\"other\"") + "\n");

    Program again = eval();

    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("by the judge 'other', and this run asks 'heuristic'");
    assertThat(Files.readAllLines(out)).hasSize(1);
  }

  @Test
  void evaluationsOfAnotherModel_areRefused() throws Exception {
    eval();
    Files.writeString(out, Files.readString(out).replaceAll("\"heuristic-\\d+\"", "\"older\""));

    Program again = eval();

    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("by the model 'older', and this run asks 'heuristic-");
  }

  @Test
  void evaluatorThatTheHeuristicDoesNotKnow_isRefusedWithThoseItKnows() {
    Program eval = eval("--evaluators", "summarization");
    Program coded = eval("--evaluators", "json_valid");

    assertThat(eval.exitCode()).isEqualTo(2);
    assertThat(eval.err())
        .contains("cannot apply the evaluator 'summarization'", "It knows answer_relevance, ");
    assertThat(coded.err()).doesNotContain("cannot apply");
    assertThat(coded.exitCode()).isZero();
  }

  @Test
  void emptyRetrieval_countsAsOneWithoutARelevantDocument() throws Exception {
    Files.writeString(
        rows,
        """
        {"id": "one", "app": "a", "question": "Is the mill old?", "response": "The mill is old.", \
        "documents": [{"id": "d", "text": "The mill is old."}]}
        {"id": "two", "app": "a", "question": "Is the mill old?", "response": "The mill is old.", \
        "documents": []}
        """);

    Program eval = eval("--evaluators", "document_relevance");

    assertThat(eval.out())
        .contains("document_relevance: 2 retrievals, 0 left out")
        .containsPattern("hit@5 +0\\.5000 \\[");
  }

  @Test
  void pipe_isRefused() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    Program eval = Program.run("eval", pipe, "--evaluators", "faithfulness");

    assertThat(eval.exitCode()).isEqualTo(2);
    assertThat(eval.err()).contains("FILE must be a regular file");
  }
}
