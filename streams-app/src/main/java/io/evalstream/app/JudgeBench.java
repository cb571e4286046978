package io.evalstream.app;

import io.evalstream.async.Gate;
import io.evalstream.async.GateSettings;
import io.evalstream.async.Peer;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.judge.Judge;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judgeclient.JudgeConfig;
import io.evalstream.judgeclient.Judges;
import io.evalstream.judgement.Bench;
import io.evalstream.judgement.Heard;
import io.evalstream.judgement.Question;
import io.evalstream.metric.Meters;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleSupplier;

/// The judges of a monitor, opened, each behind its gate.
public final class JudgeBench implements AutoCloseable {

  private final List<Judge> judges = new ArrayList<>();
  private final List<Gate> gates = new ArrayList<>();
  private final Map<String, Peer<JudgeRequest, JudgeReply>> peers = new HashMap<>();
  private final Bench bench;

  /// @param share of the limits of judges that this process has
  public JudgeBench(
      JudgesConfig config,
      EvaluatorLibrary evaluators,
      Meters meters,
      InstantSource clock,
      DoubleSupplier share) {
    Map<String, Peer<Question, Heard>> judged = new HashMap<>();
    config
        .judges()
        .values()
        .forEach(
            judge -> {
              Gate gate = new Gate(judge.name(), settings(judge), clock, share);
              Peer<JudgeRequest, JudgeReply> peer = open(judge, gate, meters, clock);
              peers.put(judge.name(), peer);
              judged.put(judge.name(), Bench.peer(peer));
            });
    this.bench = new Bench(evaluators, judged, config.judgeOf(), config.explaining());
  }

  private static GateSettings settings(JudgeConfig config) {
    return GateSettings.withMaxInFlight(config.maxInFlight())
        .slowAfter(config.callTimeout().dividedBy(2))
        .perMinute(config.requestsPerMinute(), config.tokensPerMinute());
  }

  private Peer<JudgeRequest, JudgeReply> open(
      JudgeConfig config, Gate gate, Meters meters, InstantSource clock) {
    Judge judge = new TimedJudge(Judges.open(config, gate::learn, clock), meters);
    judges.add(judge);
    gates.add(gate);
    GateMeters.register(gate, meters);
    return new Peer<>(judge, gate, config.callTimeout(), Judges.cost(config));
  }

  public Bench bench() {
    return bench;
  }

  /// A judge, to be asked what is not about a trace.
  public Peer<JudgeRequest, JudgeReply> judge(String name) {
    return Objects.requireNonNull(peers.get(name), name);
  }

  List<Gate> gates() {
    return gates;
  }

  @Override
  public void close() {
    judges.forEach(Judge::close);
  }
}
