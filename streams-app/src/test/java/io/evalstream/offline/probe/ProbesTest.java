package io.evalstream.offline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.async.AsyncSettings;
import io.evalstream.async.Backoff;
import io.evalstream.async.Call;
import io.evalstream.async.CallResult;
import io.evalstream.async.Gate;
import io.evalstream.async.GateSettings;
import io.evalstream.async.Peer;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.Outcome;
import io.evalstream.judge.Usage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProbesTest {

  private static final Pattern FACT = Pattern.compile("harbour code of (\\w+) is (\\d+)");
  private static final Pattern ASKED = Pattern.compile("harbour code of (\\w+)\\?");

  private static Interview interview(Call<JudgeRequest, JudgeReply> judge) {
    Gate gate = new Gate("judge", GateSettings.withMaxInFlight(8), InstantSource.system());
    return new Interview(
        new Peer<>(judge, gate, Duration.ofSeconds(5)),
        new AsyncSettings(
            "probe",
            2,
            Duration.ofMinutes(1),
            new Backoff(Duration.ofMillis(1), Duration.ofMillis(1)),
            100,
            1));
  }

  private static CallResult<JudgeReply> says(String text) {
    return new CallResult.Answered<>(new JudgeReply.Labelled(text, null, Usage.NONE));
  }

  /// Reads no further than so many characters.
  private static String find(String text, int reach) {
    Matcher asked = ASKED.matcher(text);
    Matcher fact = FACT.matcher(text.substring(0, Math.min(reach, text.length())));
    assertThat(asked.find()).isTrue();
    return fact.find() && fact.group(1).equals(asked.group(1)) ? fact.group(2) : "UNANSWERABLE";
  }

  @Test
  void judgeThatReadsAll_findsEveryNeedle() throws Exception {
    NeedleGrid grid = new NeedleGrid(List.of(200, 1000), List.of(0, 50, 100), 2, 42);

    grid.search(
        interview((request, attempt) -> says(find(request.prompt().user(), 1_000_000))), () -> {});

    assertThat(grid.size()).isEqualTo(16);
    for (int tokens : List.of(200, 1000)) {
      assertThat(grid.cell(tokens, null)).isEqualTo(new NeedleGrid.Cell(2, 2, 2));
      for (int depth : List.of(0, 50, 100)) {
        assertThat(grid.cell(tokens, depth)).isEqualTo(new NeedleGrid.Cell(2, 2, 2));
      }
    }
  }

  @Test
  void judgeThatReadsTheBeginning_missesWhatStandsLater() throws Exception {
    NeedleGrid grid = new NeedleGrid(List.of(1000), List.of(0, 100), 3, 42);

    grid.search(
        interview((request, attempt) -> says(find(request.prompt().user(), 2000))), () -> {});

    assertThat(grid.cell(1000, 0).share()).isEqualTo(1.0);
    assertThat(grid.cell(1000, 100).share()).isEqualTo(0.0);
    assertThat(grid.cell(1000, null).share()).isEqualTo(1.0);
  }

  @Test
  void searchWithoutAnAnswer_countsNeitherRightNorWrong() throws Exception {
    NeedleGrid grid = new NeedleGrid(List.of(200), List.of(50), 1, 1);

    grid.search(
        interview(
            (request, attempt) ->
                request.evaluationId().contains("none")
                    ? new CallResult.Retry<>("http_500", "down", null, false)
                    : new CallResult.Answered<>(
                        new JudgeReply.Unlabelled(Outcome.TOO_LONG, "too long", Usage.NONE))),
        () -> {});

    assertThat(grid.cell(200, 50)).isEqualTo(new NeedleGrid.Cell(0, 0, 1));
    assertThat(grid.unanswered().byOutcome()).containsOnlyKeys("too_long", "provider_error");
    assertThat(grid.unanswered().mayPass()).isTrue();
  }

  /// Knows every word of the texts, so that what it does not know is misspelt.
  private static double misspelt(String prompt) {
    Set<String> known = new HashSet<>(Arrays.asList(Haystack.of(400_000, 1).text().split("\\s")));
    String text = prompt.substring(prompt.indexOf('>') + 1, prompt.indexOf("</text>")).strip();
    String[] words = text.split("\\s");
    return Arrays.stream(words).filter(word -> !known.contains(word)).count()
        / (double) words.length;
  }

  @Test
  void scoresThatFollowTheTruth_correlateWithIt() throws Exception {
    ScoreStudy study = new ScoreStudy(2, 3);

    study.ask(
        interview(
            (request, attempt) -> {
              double wrong = misspelt(request.prompt().user());
              return request.labels().contains("correct")
                  ? says(wrong > 0 ? "incorrect" : "correct")
                  : says(String.valueOf(10 - (int) Math.floor(9 * wrong)));
            }),
        () -> {});

    assertThat(study.size()).isEqualTo(44);
    assertThat(study.correlation().value()).isLessThan(-0.95);
    assertThat(study.meanScore(0)).isEqualTo(10.0);
    assertThat(study.rightLabels().rate()).isEqualTo(1.0);
    assertThat(study.incorrect(0).rate()).isZero();
  }

  /// Ten for a perfect text and two for any other: it follows the truth over all texts, and not at
  /// all among the faulty ones.
  @Test
  void scoresThatSeeFaultsOnly_doNotTellBadFromWorse() throws Exception {
    ScoreStudy study = new ScoreStudy(2, 3);

    study.ask(
        interview(
            (request, attempt) ->
                says(
                    request.labels().contains("correct")
                        ? "incorrect"
                        : misspelt(request.prompt().user()) > 0 ? "2" : "10")),
        () -> {});

    assertThat(study.correlation().value()).isBetween(-0.7, -0.3);
    assertThat(study.correlationOfFaulty()).isNull();
    // 20 of 22 texts are faulty.
    assertThat(study.rightLabels().rate()).isEqualTo(20 / 22.0);
  }
}
