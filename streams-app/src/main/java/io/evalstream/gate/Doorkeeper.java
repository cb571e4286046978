package io.evalstream.gate;

import io.evalstream.gate.Decision.Verdict;
import io.evalstream.gate.GateAnswer.End;
import io.evalstream.gate.LabelBook.Seen;
import io.evalstream.gate.LabelBook.Watch;
import io.evalstream.sampling.Sampler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Says whether the answer of a trace may be shown, and waits for its labels where that is needed.
///
/// Who asks without an app, where several have a gate, is answered by the strictest fallback until
/// something of the trace is known.
///
/// *Threading:* safe for all threads; whoever asks waits.
final class Doorkeeper {

  private final GateConfig config;
  private final LabelBook book;
  private final Sampler sampler;

  Doorkeeper(GateConfig config, LabelBook book, Sampler sampler) {
    this.config = config;
    this.book = book;
    this.sampler = sampler;
  }

  /// What is known at one moment.
  private record Look(@Nullable String app, @Nullable GatePolicy policy, Decision decision) {}

  /// @param app null where the request does not say
  /// @param wait null: as the policy says
  GateAnswer ask(@Nullable String app, String traceId, @Nullable Duration wait)
      throws InterruptedException {
    String known = app != null || config.policies().size() > 1 ? app : only();
    long began = System.nanoTime();
    long patience = (wait == null ? patience(known) : wait).toNanos();
    try (Watch watch = book.watch(traceId)) {
      while (true) {
        Look look = look(known, traceId);
        long waited = System.nanoTime() - began;
        Optional<End> end = end(look, patience - waited);
        if (end.isPresent()) {
          return answer(traceId, look, end.get(), Duration.ofNanos(waited));
        }
        watch.await(patience - waited);
      }
    }
  }

  private @Nullable String only() {
    return config.policies().keySet().stream().findFirst().orElse(null);
  }

  private Duration patience(@Nullable String app) {
    GatePolicy policy = app == null ? null : config.policies().get(app);
    return policy == null ? config.patience() : policy.patience();
  }

  private Optional<End> end(Look look, long left) {
    if (look.decision.isFinal()) {
      return Optional.of(End.DECISION);
    }
    if (book.isStopped()) {
      return Optional.of(End.SHUTDOWN);
    }
    return left <= 0 ? Optional.of(End.TIME) : Optional.empty();
  }

  private Look look(@Nullable String app, String traceId) {
    Optional<Seen> seen = book.find(app, traceId);
    String of = seen.map(Seen::app).orElse(app);
    GatePolicy policy = of == null ? null : config.policies().get(of);
    if (of == null || policy == null) {
      return new Look(null, null, strictest());
    }
    TraceLabels labels = seen.map(Seen::labels).orElse(TraceLabels.NONE);
    return new Look(
        of,
        policy,
        policy.decide(labels, evaluator -> !sampler.mayBeSampled(of, traceId, evaluator)));
  }

  private Decision strictest() {
    boolean allowed =
        config.policies().values().stream()
            .allMatch(policy -> policy.whenUndecided() == Fallback.PASS);
    return new Decision(Verdict.UNDECIDED, allowed, false, List.of());
  }

  private GateAnswer answer(String traceId, Look look, End end, Duration waited) {
    String detail = end == End.DECISION ? null : book.trouble().orElse(hint(look));
    return new GateAnswer(traceId, look.app, look.policy, look.decision, end, waited, detail);
  }

  private static @Nullable String hint(Look look) {
    return look.app == null
        ? "nothing is known of this trace yet; with the parameter app the policy of the app is used"
        : null;
  }
}
