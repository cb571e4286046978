package io.evalstream.bench.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evalstream.bench.oracle.Expected;
import io.evalstream.bench.oracle.Judgement;
import io.evalstream.metric.FunnelStep;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// All traces of a run, in the order in which they are published, and what a monitor must make of
/// them.
record Traffic(List<Turn> turns) {

  // What the monitor calls the app of a record that cannot be read.
  private static final String UNKNOWN_APP = "__unknown__";

  Traffic {
    turns = List.copyOf(turns);
  }

  static Traffic of(long seed, int count) {
    String run = "chaos-" + seed;
    return new Traffic(
        IntStream.rangeClosed(1, count).mapToObj(number -> new Turn(run, seed, number)).toList());
  }

  /// The traces that are published first.
  Traffic first(int count) {
    return new Traffic(turns.subList(0, count));
  }

  /// Writes the file that the judge stub answers from.
  void writeLabels(Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file, UTF_8)) {
      for (Turn turn : turns) {
        out.write(turn.row());
        out.write('\n');
      }
    }
  }

  /// @param outcomes in which a judgement may end
  Expected expected(Set<String> outcomes, int maxAttempts) {
    Map<Judgement, String> labels = new HashMap<>();
    turns.stream().filter(Turn::sampled).forEach(turn -> labels.putAll(turn.labels()));
    return new Expected(
        labels,
        Turn.FAILING,
        outcomes,
        maxAttempts,
        funnel(),
        Math.toIntExact(turns.stream().filter(Turn::withNoise).count()));
  }

  private Map<FunnelStep, Long> funnel() {
    Map<FunnelStep, Long> funnel = new TreeMap<>();
    for (Turn turn : turns) {
      String decision = turn.sampled() ? "sampled" : "unsampled";
      count(funnel, turn.app(), "chat_event", "received", decision);
      count(funnel, turn.app(), "retrieval_span", "received", decision);
      if (turn.sampled()) {
        turn.labels()
            .keySet()
            .forEach(judgement -> count(funnel, turn.app(), judgement.evaluator(), "requested"));
      }
      if (turn.repeated()) {
        count(funnel, turn.app(), "chat_event", "received", "rejected", "duplicate");
      }
      if (turn.withNoise()) {
        count(funnel, UNKNOWN_APP, "chat_event", "received", "rejected");
      }
    }
    return funnel;
  }

  private static void count(
      Map<FunnelStep, Long> funnel, String app, String stage, String... steps) {
    for (String step : steps) {
      funnel.merge(new FunnelStep(app, stage, step), 1L, Long::sum);
    }
  }
}
