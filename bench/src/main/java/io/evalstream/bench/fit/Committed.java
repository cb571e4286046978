package io.evalstream.bench.fit;

import io.evalstream.async.Attempt;
import io.evalstream.async.CallResult;
import io.evalstream.judge.Explain;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.Prompt;
import io.evalstream.judge.QuestionHash;
import io.evalstream.judgeclient.heuristic.HeuristicJudge;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The judge as it is built, with the numbers that are committed.
final class Committed {

  private static final Attempt ATTEMPT = new Attempt("fit", 1, Duration.ofSeconds(1));

  private final HeuristicJudge judge = new HeuristicJudge("heuristic");
  private final Task task;

  Committed(Task task) {
    this.task = task;
  }

  /// Without those that it cannot evaluate.
  Map<Example, Boolean> judge(List<Example> examples) {
    Map<Example, Boolean> judged = new HashMap<>();
    for (Example example : examples) {
      if (reply(example) instanceof JudgeReply.Labelled labelled) {
        task.fails(labelled.label()).ifPresent(fails -> judged.put(example, fails));
      }
    }
    return judged;
  }

  /// Judgements in a second of one processor, after a round to warm up.
  double perSecond(List<Example> examples) {
    judge(examples);
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    judge(examples);
    long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    return examples.size() * 1e9 / (double) nanos;
  }

  private JudgeReply reply(Example example) {
    Map<String, String> fields =
        example.row().fields().entrySet().stream()
            .collect(Collectors.toMap(entry -> entry.getKey().wireName(), Map.Entry::getValue));
    List<String> labels = Stream.concat(task.passing().stream(), task.failing().stream()).toList();
    JudgeRequest request =
        new JudgeRequest(
            "fit",
            task.evaluator(),
            QuestionHash.NONE,
            new Prompt("", ""),
            labels,
            Set.copyOf(task.failing()),
            Explain.NEVER,
            fields);
    return ((CallResult.Answered<JudgeReply>) judge.call(request, ATTEMPT)).answer();
  }
}
