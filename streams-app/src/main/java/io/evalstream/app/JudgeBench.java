package io.evalstream.app;

import io.evalstream.async.Cost;
import io.evalstream.async.Gate;
import io.evalstream.async.GateSettings;
import io.evalstream.async.Peer;
import io.evalstream.async.WaitingCall;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.judge.Judge;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judgeclient.JudgeConfig;
import io.evalstream.judgeclient.Judges;
import io.evalstream.judgeclient.Seat;
import io.evalstream.judgement.Bench;
import io.evalstream.judgement.Heard;
import io.evalstream.judgement.Question;
import io.evalstream.metric.Meters;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleSupplier;

/// The judges of a monitor, opened, each behind its gate.
public final class JudgeBench implements AutoCloseable {

  private static final GateSettings CODE = GateSettings.withMaxInFlight(64);
  private static final Duration CODE_TIMEOUT = Duration.ofSeconds(30);

  private final List<AutoCloseable> open = new ArrayList<>();
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
    for (JudgeConfig judge : config.judges().values()) {
      if (!(judge.api() instanceof JudgeConfig.Panel)) {
        Gate gate = gate(judge, clock, share);
        Judge opened = Judges.open(judge, config.redaction(), gate::learn, clock);
        peers.put(judge.name(), peer(judge, opened, gate, meters));
      }
    }
    Map<String, Peer<JudgeRequest, JudgeReply>> plain = Map.copyOf(peers);
    for (JudgeConfig judge : config.judges().values()) {
      if (judge.api() instanceof JudgeConfig.Panel(List<String> jurors)) {
        List<Seat> seats = jurors.stream().map(juror -> seat(juror, plain)).toList();
        Gate gate = gate(judge, clock, share);
        peers.put(judge.name(), peer(judge, Judges.jury(judge.name(), seats), gate, meters));
      }
      judge.habits().confirming().ifPresent(other -> confirm(judge.name(), seat(other, plain)));
    }
    Map<String, Peer<Question, Heard>> judged = new HashMap<>();
    Gate code = new Gate(Bench.CODE_JUDGE, CODE, clock, share);
    gates.add(code);
    Judge coded = Judges.code(Bench.CODE_JUDGE, evaluators);
    peers.put(Bench.CODE_JUDGE, peer(coded, code, CODE_TIMEOUT, Cost.none(), meters));
    peers.forEach((name, peer) -> judged.put(name, Bench.peer(peer)));
    this.bench = new Bench(evaluators, judged, config.judgeOf(), config.explaining(), memories());
  }

  /// Of the judges that ask nobody else: what several of them said together is not remembered.
  private Map<String, Bench.Memory> memories() {
    Map<String, Bench.Memory> memories = new HashMap<>();
    peers.forEach(
        (name, peer) -> {
          if (peer.call() instanceof Judge opened) {
            memories.put(name, opened::recall);
          }
        });
    return memories;
  }

  private static GateSettings settings(JudgeConfig config) {
    return GateSettings.withMaxInFlight(config.maxInFlight())
        .slowAfter(config.callTimeout().dividedBy(2))
        .perMinute(config.requestsPerMinute(), config.tokensPerMinute());
  }

  private Gate gate(JudgeConfig config, InstantSource clock, DoubleSupplier share) {
    Gate gate = new Gate(config.name(), settings(config), clock, share);
    gates.add(gate);
    return gate;
  }

  private Peer<JudgeRequest, JudgeReply> peer(
      JudgeConfig config, Judge opened, Gate gate, Meters meters) {
    return peer(opened, gate, config.callTimeout(), Judges.cost(config), meters);
  }

  private Peer<JudgeRequest, JudgeReply> peer(
      Judge opened,
      Gate gate,
      Duration timeout,
      Cost<JudgeRequest, JudgeReply> cost,
      Meters meters) {
    Judge judge = new TimedJudge(opened, meters);
    open.add(judge);
    GateMeters.register(gate, meters);
    return new Peer<>(judge, gate, timeout, cost);
  }

  /// A place for a judge among several, behind the gate of that judge.
  private Seat seat(String name, Map<String, Peer<JudgeRequest, JudgeReply>> plain) {
    WaitingCall<JudgeRequest, JudgeReply> call =
        new WaitingCall<>(Objects.requireNonNull(plain.get(name), name));
    open.add(call);
    return new Seat(name, call);
  }

  private void confirm(String name, Seat second) {
    peers.computeIfPresent(
        name,
        (_, peer) ->
            new Peer<>(
                Judges.confirmed(new Seat(name, peer.call()), second),
                peer.gate(),
                peer.timeout(),
                peer.cost()));
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
    open.reversed().forEach(JudgeBench::close);
  }

  private static void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      throw new IllegalStateException("neither judges nor seats fail to close", e);
    }
  }
}
