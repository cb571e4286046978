package io.evalstream.sampling;

import io.evalstream.event.ChatEvent;
import io.evalstream.metric.Funnel;
import io.evalstream.metric.FunnelBoard;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import io.evalstream.topic.FunnelStore;
import io.evalstream.trace.Arrival;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
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

  private final Sampler sampler;
  private final UnaryOperator<String> appLabel;
  private final Meters meters;
  private final FunnelBoard board;
  private final Set<String> unknownApps = ConcurrentHashMap.newKeySet();
  private @Nullable Funnel funnel;

  SamplingProcessor(
      Sampler sampler, UnaryOperator<String> appLabel, Meters meters, FunnelBoard board) {
    this.sampler = sampler;
    this.appLabel = appLabel;
    this.meters = meters;
    this.board = board;
  }

  @Override
  public void init(ProcessorContext<String, Arrival> context) {
    super.init(context);
    funnel = FunnelStore.open(context, board);
  }

  @Override
  public void process(Record<String, Arrival> record) {
    Arrival arrival = record.value();
    nameUnknown(arrival.app());
    switch (arrival) {
      case Arrival.OfEvent of -> {
        ChatEvent event = of.event();
        double upstream =
            event.getSamplingProbability() == null ? 1 : event.getSamplingProbability();
        Map<String, Double> chosen =
            sampler.sample(event.getApp(), event.getTraceId(), facts(event), upstream);
        // Spans of this trace may have been let through: assembly has to hear that it is not
        // sampled.
        if (chosen.isEmpty() && !sampler.mayBeSampled(event.getApp(), event.getTraceId())) {
          unsampled(arrival.app(), "chat_event");
        } else {
          context().forward(record.withValue(of.sampledFor(chosen)));
        }
      }
      case Arrival.OfSpan of -> {
        if (sampler.mayBeSampled(of.app(), of.span().getTraceId())) {
          context().forward(record);
        } else {
          unsampled(arrival.app(), "retrieval_span");
        }
      }
    }
  }

  private void unsampled(String app, String stage) {
    String label = appLabel.apply(app);
    meters.count(Metric.EVENTS, label, stage, "unsampled");
    if (funnel != null) {
      funnel.count(label, stage, "unsampled");
    }
  }

  private void nameUnknown(String app) {
    if (!sampler.knows(app) && unknownApps.size() < UNKNOWN_APPS_NAMED && unknownApps.add(app)) {
      LOG.atWarn()
          .addKeyValue("app", app)
          .log("events of an app that the configuration does not name are counted as unsampled");
    }
  }

  private static Map<String, String> facts(ChatEvent event) {
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
