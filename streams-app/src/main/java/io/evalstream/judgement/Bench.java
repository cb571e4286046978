package io.evalstream.judgement;

import io.evalstream.async.Cost;
import io.evalstream.async.Gate;
import io.evalstream.async.Peer;
import io.evalstream.async.Standing;
import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.judge.Explain;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.QuestionHash;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The evaluators, and who judges each.
///
/// @param judges judge name to the judge behind its gate
/// @param judgeOf evaluator to judge name; evaluators that are not in it go to `default`, and those
///   that are code always to `code`
/// @param explaining judge name to which labels it explains; those that are not in it explain all
/// @param memories judge name to what it answered before, for those that remember it
public record Bench(
    EvaluatorLibrary evaluators,
    Map<String, Peer<Question, Heard>> judges,
    Map<String, String> judgeOf,
    Map<String, Explain> explaining,
    Map<String, Memory> memories) {

  public static final String DEFAULT_JUDGE = "default";

  /// The judge of evaluators that are code, in this process.
  public static final String CODE_JUDGE = "code";

  public Bench {
    judges = Map.copyOf(judges);
    judgeOf = Map.copyOf(judgeOf);
    explaining = Map.copyOf(explaining);
    memories = Map.copyOf(memories);
    for (String name : List.of(DEFAULT_JUDGE, CODE_JUDGE)) {
      if (!judges.containsKey(name)) {
        throw new IllegalArgumentException("judges: there must be one named " + name);
      }
    }
  }

  /// What a judge answered before.
  @FunctionalInterface
  public interface Memory {
    /// Empty when somebody has to be asked.
    Optional<JudgeReply> recall(QuestionHash question);
  }

  /// With judges that explain all labels and remember nothing.
  public Bench(
      EvaluatorLibrary evaluators,
      Map<String, Peer<Question, Heard>> judges,
      Map<String, String> judgeOf) {
    this(evaluators, judges, judgeOf, Map.of(), Map.of());
  }

  /// A judge behind its gate, who is asked about traces.
  public static Peer<Question, Heard> peer(Peer<JudgeRequest, JudgeReply> judge) {
    return new Peer<>(
        (question, attempt) ->
            judge
                .call()
                .call(question.request(), attempt)
                .map(reply -> new Heard(reply, question.trace())),
        judge.gate(),
        judge.timeout(),
        new Cost<>() {
          @Override
          public double before(Question question) {
            return judge.cost().before(question.request());
          }

          @Override
          public double after(Heard heard) {
            return judge.cost().after(heard.reply());
          }
        });
  }

  /// The same judges behind the same gates, who answer nothing from memory.
  public Bench anew() {
    Map<String, Peer<Question, Heard>> asked = new HashMap<>();
    judges.forEach((name, peer) -> asked.put(name, anew(peer)));
    return new Bench(evaluators, asked, judgeOf, explaining, Map.of());
  }

  private static Peer<Question, Heard> anew(Peer<Question, Heard> peer) {
    return new Peer<>(
        (question, attempt) ->
            peer.call().call(new Question(question.request().anew(), question.trace()), attempt),
        peer.gate(),
        peer.timeout(),
        peer.cost());
  }

  /// Where a judge stands; empty while this process has not heard of it.
  public Optional<Standing> standing(String judge) {
    Gate gate = judgeNamed(judge).gate();
    Standing standing = gate.standing();
    return standing.usable() && !gate.isProven() ? Optional.empty() : Optional.of(standing);
  }

  /// The name of the judge of an evaluator.
  public String judgeName(String evaluator) {
    return evaluators.find(evaluator).filter(Evaluator::isCoded).isPresent()
        ? CODE_JUDGE
        : judgeOf.getOrDefault(evaluator, DEFAULT_JUDGE);
  }

  /// Which labels of an evaluator come with an explanation.
  Explain explain(String evaluator) {
    return explaining.getOrDefault(judgeName(evaluator), Explain.ALWAYS);
  }

  /// What the judge of an evaluator answered to this question before.
  Optional<JudgeReply> recall(String evaluator, QuestionHash question) {
    Memory memory = memories.get(judgeName(evaluator));
    return memory == null ? Optional.empty() : memory.recall(question);
  }

  /// The same judges for other evaluators.
  ///
  /// @param other evaluator to judge name
  public Bench with(Map<String, String> other) {
    return new Bench(evaluators, judges, other, explaining, memories);
  }

  /// The judge of an evaluator.
  public Peer<Question, Heard> judge(String evaluator) {
    return judgeNamed(judgeName(evaluator));
  }

  private Peer<Question, Heard> judgeNamed(String name) {
    Peer<Question, Heard> peer = judges.get(name);
    if (peer == null) {
      throw new IllegalStateException("no judge is named " + name);
    }
    return peer;
  }
}
