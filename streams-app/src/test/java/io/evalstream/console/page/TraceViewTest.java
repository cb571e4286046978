package io.evalstream.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TraceViewTest {

  private static final EvaluatorLibrary EVALUATORS = EvaluatorLibrary.builtIn();

  private final Templates templates = new Templates();

  @Test
  void story_isToldFromTheDiagnosisToTheSentence() {
    String html = write(Stories.UNGROUNDED);

    assertThat(html)
        .containsSubsequence(
            "ungrounded</bdi>",
            "Relevant documents were there, but the answer says what they do not",
            "Can I return shoes that I have worn once?",
            "<mark>You also get a free return label by courier<a",
            "quoted by the judge of faithfulness",
            "the documents are silent about return labels");
    assertThat(html).contains("/evaluators/faithfulness", "Returns of shoes", "score 0.8300");
    assertThat(html).contains("The trace lacks what the evaluator needs");
  }

  @Test
  void personsLabel_standsBesideThatOfTheJudge() {
    String html =
        templates.write(
            "trace", TraceView.of(Stories.UNGROUNDED, List.of(Stories.PERSON), EVALUATORS));

    assertThat(html)
        .contains(
            "the judge says unfaithful", "ada (reviewer)", "The courier is in the new terms.");
  }

  @Test
  void passingResponse_isNotMarked() {
    List<Evaluation> passing =
        List.of(
            Stories.evaluation("faithfulness", "response", "faithful", false)
                .setExplanation("It says “" + Stories.MADE_UP + "”, and so do the documents.")
                .build());
    JudgedTrace trace =
        JudgedTrace.newBuilder(Stories.UNGROUNDED)
            .setEvaluations(passing)
            .setDiagnosis("ok")
            .build();

    assertThat(write(trace)).doesNotContain("<mark>").contains("Nothing that was judged failed");
  }

  /// What is written by others reaches the page as text only: no element, attribute or address of
  /// it is theirs.
  @Test
  void hostileTrace_isText() {
    String html = write(Stories.HOSTILE);

    assertThat(html)
        .doesNotContain("<script", "<img", "<i>", "<b>", "<b ", "<d>", "<judge>", "<model>")
        .contains("[U+202E]", "&lt;script&gt;alert(1)&lt;/script&gt;", "**stars**", "{{{body}}}");
    // Only what forms send back is as it was.
    assertThat(html.replaceAll(" value=\"[^\"]*\"", ""))
        .doesNotContain("\u202E", "\u202C", "\u0000", "\u0007");
    Matcher address = Pattern.compile("(?:href|action|hx-get)=\"([^\"]*)\"").matcher(html);
    while (address.find()) {
      assertThat(address.group(1)).matches("[/#][A-Za-z0-9/?&;=%._~#*-]*");
    }
  }

  @Test
  void megabyteOfResponse_isCutAndSaysSo() {
    String html = write(Stories.HOSTILE);

    assertThat(html.length()).isLessThan(700_000);
    assertThat(html).contains("These are its first 100,000 of 1,100,", "The whole trace as JSON");
  }

  @Test
  void whatIsMissing_isSaid() {
    assertThat(write(Stories.BARE))
        .contains(
            "Nothing was judged",
            "The event had no question.",
            "No evaluator of the whole turn has judged it.",
            "No retrieval belongs to this trace.",
            "time not sent",
            "Nobody has labelled this trace.");
    assertThat(write(Stories.TOOLS))
        .contains("find_order", "What came back was not sent.", "Tool call: now");
  }

  @Test
  void everyEvaluation_hasAFormWithTheLabelsOfItsEvaluator() {
    String html = write(Stories.UNGROUNDED);

    assertThat(html.split("<form data-json=\"/api/v1/feedback\"", -1)).hasSize(5 + 1);
    assertThat(html)
        .contains("name=\"document_id\" value=\"faq-90\"", "name=\"label\" value=\"unfaithful\"");
    Matcher label =
        Pattern.compile("name=\"feedback_id\" value=\"([^\"]+)\"")
            .matcher(html + write(Stories.UNGROUNDED));
    assertThat(label.results().map(found -> found.group(1)).toList())
        .hasSize(2 * 5)
        .doesNotHaveDuplicates();
    Matcher id = Pattern.compile(" id=\"([^\"]*)\"").matcher(html);
    assertThat(id.results().map(found -> found.group(1)).toList()).doesNotHaveDuplicates();
  }

  @Test
  void evaluatorThatIsNotKnownAnymore_hasNoForm() {
    JudgedTrace trace =
        JudgedTrace.newBuilder(Stories.BARE)
            .setEvaluations(List.of(Stories.evaluation("gone", "response", "bad", true).build()))
            .build();

    assertThat(write(trace)).contains("gone says bad").doesNotContain("<form");
  }

  @Test
  void longHistory_isFolded() {
    ChatEvent event = Stories.UNGROUNDED.getEvent();

    assertThat(write(Stories.UNGROUNDED)).contains("<summary>2 earlier messages</summary>");
    assertThat(event.getHistory()).hasSize(2);
  }

  private String write(JudgedTrace trace) {
    return templates.write("trace", TraceView.of(trace, List.of(), EVALUATORS));
  }
}
