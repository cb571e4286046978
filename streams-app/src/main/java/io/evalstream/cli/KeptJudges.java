package io.evalstream.cli;

import io.evalstream.event.Evaluation;
import io.evalstream.judgeclient.ChatApi;
import io.evalstream.judgeclient.JudgeConfig;
import io.evalstream.judgeclient.heuristic.HeuristicJudge;
import io.evalstream.judgement.Bench;
import io.evalstream.offline.EvalResult;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/// Whether the evaluations that an earlier run has left are by the judges that this run asks.
record KeptJudges(JudgeSource.Setup setup, Bench bench, EvalResult result) {

  /// Refuses those of another judge.
  ///
  /// @return what looks like another model, and need not be: APIs answer under names of their own
  Set<String> expectSame(Collection<Evaluation> kept) {
    Set<String> notes = new TreeSet<>();
    for (Evaluation one : kept) {
      if (result.asks(one.getEvaluator())) {
        expectSame(one, bench.judgeName(one.getEvaluator()), notes);
      }
    }
    return notes;
  }

  private void expectSame(Evaluation kept, String judge, Set<String> notes) {
    if (!kept.getJudge().equals(judge)) {
      throw other("judge", kept.getJudge(), judge);
    }
    String model = kept.getJudgeModel();
    JudgeConfig config = setup.judges().judges().get(judge);
    if (model == null || config == null) {
      return; // Code has neither a model nor a configuration.
    }
    if (config.api() instanceof JudgeConfig.Heuristic && !model.equals(HeuristicJudge.MODEL)) {
      throw other("model", model, HeuristicJudge.MODEL);
    }
    if (config.api() instanceof ChatApi api && !model.startsWith(api.model())) {
      notes.add(
          "the evaluations that are kept are by the model '%s', and the judge '%s' now has '%s'"
              .formatted(model, judge, api.model()));
    }
  }

  private static IllegalStateException other(String what, String kept, String asked) {
    return new IllegalStateException(
        "--out holds evaluations by the %s '%s', and this run asks '%s'. Choose another file"
            .formatted(what, kept, asked));
  }
}
