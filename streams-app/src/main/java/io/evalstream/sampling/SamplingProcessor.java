package io.evalstream.sampling;

import io.evalstream.async.Flow;
import io.evalstream.event.ChatEvent;
import io.evalstream.metric.Funnel;
import io.evalstream.metric.Metric;
import io.evalstream.state.Spending;
import io.evalstream.topic.FunnelStore;
import io.evalstream.topic.SpendingStore;
import io.evalstream.trace.Arrival;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets the parts of traces that may be sampled through; counts the others. A chat event carries
/// its probabilities; none means that its trace is not sampled after all.
final class SamplingProcessor extends ContextualProcessor<String, Arrival, String, Arrival> {

  private static final Logger LOG = LoggerFactory.getLogger(SamplingProcessor.class);
  private static final int UNKNOWN_APPS_NAMED = 20;

  private final SamplingTopology stage;
  private final Sampler sampler;
  private final SamplingMeters gauges;
  private final Set<String> unknownApps = ConcurrentHashMap.newKeySet();
  private @Nullable Task task;

  private record Task(Funnel funnel, Throttle throttle) {}

  SamplingProcessor(SamplingTopology stage, SamplingMeters gauges) {
    this.stage = stage;
    this.sampler = new Sampler(stage.apps());
    this.gauges = gauges;
  }

  @Override
  public void init(ProcessorContext<String, Arrival> context) {
    super.init(context);
    Funnel funnel = FunnelStore.open(context, stage.board());
    SpendingStore spending = SpendingStore.open(context, stage.clock());
    String id = context.taskId().toString();
    Throttle throttle =
        new Throttle(
            stage.apps(),
            stage.tasks(),
            stage.relief(),
            (app, evaluator) -> stage.judging().load(id, new Flow(app, evaluator)),
            app -> taken(spending.of(app)),
            stage.clock().millis());
    task = new Task(funnel, throttle);
  }

  private static Taken taken(Spending spending) {
    return new Taken(
        (double) spending.getEvaluators(),
        (double) spending.getJudgements(),
        (double) spending.getAnswered(),
        spending.getCostUsd());
  }

  @Override
  public void process(Record<String, Arrival> record) {
    if (task == null) {
      throw new IllegalStateException("sampling: used before init");
    }
    Arrival arrival = record.value();
    nameUnknown(arrival.app());
    switch (arrival) {
      case Arrival.OfEvent of -> {
        ChatEvent event = of.event();
        Map<String, Double> chosen = decide(task.throttle, event).withDiagnosis();
        // Spans of this trace may have been let through: assembly has to hear that it is not
        // sampled.
        if (chosen.isEmpty() && !sampler.mayBeSampled(event.getApp(), event.getTraceId())) {
          unsampled(task, arrival.app(), "chat_event");
        } else {
          context().forward(record.withValue(of.sampledFor(chosen)));
        }
      }
      case Arrival.OfSpan of -> {
        if (sampler.mayBeSampled(of.app(), of.span().getTraceId())) {
          context().forward(record);
        } else {
          unsampled(task, arrival.app(), "retrieval_span");
        }
      }
    }
  }

  @Override
  public void close() {
    gauges.leave(context().taskId().toString());
  }

  private Decision decide(Throttle throttle, ChatEvent event) {
    String app = event.getApp();
    throttle.look(app, stage.clock().millis());
    double upstream = event.getSamplingProbability() == null ? 1 : event.getSamplingProbability();
    Decision decision =
        sampler.decide(
            app,
            event.getTraceId(),
            facts(event),
            upstream,
            evaluator -> throttle.scale(app, evaluator));
    throttle.decided(app, decision);
    gauges.show(context().taskId().toString(), app, decision);
    return decision;
  }

  private void unsampled(Task task, String app, String part) {
    String label = stage.appLabel().apply(app);
    stage.meters().count(Metric.EVENTS, label, part, "unsampled");
    task.funnel.count(label, part, "unsampled");
  }

  private void nameUnknown(String app) {
    if (!sampler.knows(app) && unknownApps.size() < UNKNOWN_APPS_NAMED && unknownApps.add(app)) {
      LOG.atWarn()
          .addKeyValue("app", app)
          .log("events of an app that the configuration does not name are counted as unsampled");
    }
  }

  static Map<String, String> facts(ChatEvent event) {
    Map<String, String> facts = new HashMap<>();
    event.getAttributes().forEach((name, value) -> facts.put("attributes." + name, value));
    putIfPresent(facts, "feedback", event.getFeedback());
    putIfPresent(facts, "model", event.getModel());
    putIfPresent(facts, "prompt_version", event.getPromptVersion());
    return facts;
  }

  private static void putIfPresent(Map<String, String> facts, String name, @Nullable String value) {
    if (value != null) {
      facts.put(name, value);
    }
  }
}
