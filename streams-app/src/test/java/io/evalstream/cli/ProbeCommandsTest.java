package io.evalstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeCommandsTest {

  private static final Pattern FACT = Pattern.compile("harbour code of \\w+ is (\\d+)");

  @TempDir private Path folder;

  private Path config(ReadingJudge judge) throws Exception {
    return FileConfig.write(
        folder,
        """
        judges:
          default: { api: heuristic }
          reader: { api: openai, base_url: "%s", model: reader }
        """
            .formatted(judge.baseUrl()));
  }

  private static ObjectNode find(JsonNode request) {
    JsonNode schema = request.at("/response_format/json_schema/schema/properties");
    assertThat(schema.path("answer").path("type").asText()).isEqualTo("string");
    assertThat(schema.has("label")).isFalse();
    Matcher fact = FACT.matcher(ReadingJudge.prompt(request));
    return ReadingJudge.object().put("answer", fact.find() ? fact.group(1) : "UNANSWERABLE");
  }

  @Test
  void needle_drawsWhatTheJudgeFinds() throws Exception {
    try (ReadingJudge judge = new ReadingJudge(ProbeCommandsTest::find)) {
      Path out = folder.resolve("needle");

      Program run =
          Program.run(
              "needle",
              "--config",
              config(judge),
              "--judge",
              "reader",
              "--lengths",
              "1000,300",
              "--depths",
              "0,100",
              "--per-cell",
              "2",
              "--seed",
              "7",
              "--out",
              out);

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out())
          .contains("right answers of reader; seed 7 gives the same texts again")
          .containsPattern("DEPTH +300 +1000")
          .containsPattern("0 % +2/2 +2/2")
          .containsPattern("not there +2/2 +2/2");
      assertThat(Files.readString(out.resolve("needle.html"))).contains("<svg", ">2/2<");
      assertThat(ImageIO.read(out.resolve("needle.png").toFile()).getWidth()).isEqualTo(288);
    }
  }

  @Test
  void scores_showAJudgeThatAlwaysSaysTheSame() throws Exception {
    try (ReadingJudge judge =
        new ReadingJudge(
            request ->
                ReadingJudge.object()
                    .put("explanation", "")
                    .put(
                        "label",
                        ReadingJudge.prompt(request).contains("from 1 ") ? "5" : "incorrect"))) {
      Path page = folder.resolve("scores.html");

      Program run =
          Program.run(
              "study",
              "scores",
              "--config",
              config(judge),
              "--judge",
              "reader",
              "--texts",
              "1",
              "--html",
              page);

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out())
          .contains("Spearman of misspelt words and score: -\n")
          .containsPattern("100 % +5\\.00 +1\\.00 \\[")
          .contains("right labels: 0.91");
      assertThat(Files.readString(page)).contains("<svg");
    }
  }

  @Test
  void wrongInput_isRefused() throws Exception {
    try (ReadingJudge judge = new ReadingJudge(ProbeCommandsTest::find)) {
      Path config = config(judge);

      assertRefused("heuristic one, which reads no questions", "--judge", "heuristic");
      assertRefused(
          "no judge 'readr'. Did you mean 'reader'?", "--config", config, "--judge", "readr");
      assertRefused(
          "--depths must be from 0 to 100, was 101",
          "--config",
          config,
          "--judge",
          "reader",
          "--depths",
          "0,101");
      assertRefused(
          "--lengths must be from 100 to 2000000, was 5",
          "--config",
          config,
          "--judge",
          "reader",
          "--lengths",
          "5");
    }
  }

  private static void assertRefused(String message, Object... arguments) {
    Object[] words = new Object[arguments.length + 1];
    words[0] = "needle";
    System.arraycopy(arguments, 0, words, 1, arguments.length);
    Program run = Program.run(words);
    assertThat(run.err()).contains(message);
    assertThat(run.exitCode()).isEqualTo(2);
  }
}
