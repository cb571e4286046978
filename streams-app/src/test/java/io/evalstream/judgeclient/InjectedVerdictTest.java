package io.evalstream.judgeclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.devcluster.stub.Answerer;
import io.evalstream.devcluster.stub.Faults;
import io.evalstream.devcluster.stub.ReplyFormat;
import io.evalstream.devcluster.stub.Verdict;
import io.evalstream.evaluator.HostileTexts;
import io.evalstream.evaluator.HostileTexts.Hostile;
import io.evalstream.judge.Explain;
import io.evalstream.judge.JudgeReply;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The label is the one that the judge gives, whatever the texts say that it quotes.
@Timeout(120)
class InjectedVerdictTest {

  /// Decides by the number of the question, and quotes the response.
  private static final Answerer QUOTING =
      (evaluator, labels, blocks) -> {
        String question = blocks.getOrDefault("question", "");
        int number = Integer.parseInt(question.substring(0, question.indexOf('.')));
        return new Verdict(label(number), blocks.getOrDefault("response", ""));
      };

  private static String label(int number) {
    return number % 2 == 0 ? "unfaithful" : "faithful";
  }

  @ParameterizedTest
  @MethodSource("io.evalstream.judgeclient.StubbedJudge#forms")
  void label_isThatOfTheJudge(String api, ReplyFormat format) throws Exception {
    List<Hostile> texts = HostileTexts.all();
    Faults faults = Faults.NONE.withUnderstood(EnumSet.of(format));
    try (StubbedJudge judge = StubbedJudge.open(api, QUOTING, faults)) {
      for (int number = 0; number < 2 * texts.size(); number++) {
        Hostile hostile = texts.get(number / 2);
        for (Explain explain : List.of(Explain.ALWAYS, Explain.ON_FAIL)) {
          JudgeReply reply = judge.ask(explain, number + ". " + hostile.text(), hostile.text());

          assertThat(labelIn(reply))
              .as("%s, explained %s", hostile, explain)
              .isEqualTo(label(number));
        }
      }
    }
  }

  private static String labelIn(JudgeReply reply) {
    return reply instanceof JudgeReply.Labelled labelled ? labelled.label() : reply.toString();
  }
}
