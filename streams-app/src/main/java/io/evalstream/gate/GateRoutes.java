package io.evalstream.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.http.Body;
import io.evalstream.http.Parameters;
import io.evalstream.http.Problem;
import io.evalstream.http.ProblemException;
import io.evalstream.http.Routes;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import io.evalstream.sampling.AppSampling;
import io.evalstream.sampling.Sampler;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Whether an answer may be shown, over HTTP: of a trace of the stream, and of one that is judged
/// at once.
///
/// A request waits on its own virtual thread. Those beyond the limits of the configuration are
/// refused at once.
public final class GateRoutes implements Routes {

  private static final String GATE = "/api/v1/gate/{trace_id}";
  private static final String EVALUATE = "/api/v1/evaluate";
  private static final String STREAM = "stream";
  private static final String AT_ONCE = "evaluate";
  private static final String UNKNOWN_APP = "__unknown__";
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final GateConfig config;
  private final Doorkeeper doorkeeper;
  private final Evaluating evaluating;
  private final Meters meters;
  private final InstantSource clock;
  private final Semaphore waiting;
  private final Semaphore running;

  /// @param apps what is asked of each
  public GateRoutes(
      GateConfig config,
      Map<String, AppSampling> apps,
      LabelBook book,
      TurnJudging judging,
      Meters meters,
      InstantSource clock) {
    this.config = config;
    this.doorkeeper = new Doorkeeper(config, book, new Sampler(apps));
    this.evaluating = new Evaluating(config, apps, judging, clock);
    this.meters = meters;
    this.clock = clock;
    this.waiting = new Semaphore(config.maxWaiting());
    this.running = new Semaphore(config.evaluate().maxRunning());
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(GATE, context -> within(waiting, STREAM, () -> ask(context)));
    routes.post(EVALUATE, this::evaluate);
  }

  /// What may be interrupted while it waits.
  private interface Waiting {
    void run() throws InterruptedException;
  }

  private void within(Semaphore places, String by, Waiting request) throws InterruptedException {
    if (!places.tryAcquire()) {
      String limit =
          by.equals(STREAM)
              ? "gate.max_waiting = " + config.maxWaiting()
              : "gate.evaluate.max_running = " + config.evaluate().maxRunning();
      throw refused(by, "as many requests wait at this instance as may (" + limit + ")");
    }
    try {
      request.run();
    } finally {
      places.release();
    }
  }

  private ProblemException refused(String by, String why) {
    meters.count(Metric.GATE_REFUSED, by);
    return Problem.later(HttpStatus.TOO_MANY_REQUESTS, why + "; ask again later", RETRY_AFTER)
        .exception();
  }

  private void ask(Context context) throws InterruptedException {
    Parameters parameters = Parameters.of(context, clock);
    String app = app(parameters);
    Duration wait = wait(parameters);
    parameters.check();
    GateAnswer answer = doorkeeper.ask(app, context.pathParam("trace_id"), wait);
    count(answer, STREAM);
    answer(context, GateJson.write(answer));
  }

  /// A body that comes slowly holds no place.
  private void evaluate(Context context) throws InterruptedException {
    Parameters parameters = Parameters.of(context, clock);
    Duration wait = wait(parameters);
    String evaluators = parameters.oneOf("evaluators", List.of("all", "gate"));
    parameters.check();
    ObjectNode row = Body.object(context, config.evaluate().maxBytes());
    Evaluating.Asked asked = evaluating.check(row, wait, !"gate".equals(evaluators));
    within(running, AT_ONCE, () -> judge(context, asked));
  }

  private void judge(Context context, Evaluating.Asked asked) throws InterruptedException {
    Evaluating.Answer answer = evaluating.judge(asked).orElseThrow(this::manyPending);
    count(answer.gate(), AT_ONCE);
    answer(context, answer.json());
  }

  private ProblemException manyPending() {
    return refused(
        AT_ONCE,
        "as many turns have pending judgements at this instance as may (%d times gate.evaluate.max_running = %d)"
            .formatted(TurnJudging.PENDING, config.evaluate().maxRunning()));
  }

  /// One that has a gate; another one would be waited for in vain.
  private @Nullable String app(Parameters parameters) {
    return parameters.oneOf("app", config.policies().keySet().stream().sorted().toList());
  }

  private @Nullable Duration wait(Parameters parameters) {
    return parameters.duration("wait", Duration.ZERO, config.maxWait());
  }

  private void count(GateAnswer answer, String by) {
    String app = Objects.requireNonNullElse(answer.app(), UNKNOWN_APP);
    String verdict = answer.decision().verdict().wireName();
    String allowed = Boolean.toString(answer.decision().allowed());
    meters.count(Metric.GATE_VERDICTS, app, verdict, allowed, by);
    meters.time(Metric.GATE_WAIT, answer.waited(), app, verdict, by);
  }

  private static void answer(Context context, ObjectNode json) {
    context
        .header("Cache-Control", "no-store")
        .contentType("application/json")
        .result(json.toString());
  }
}
