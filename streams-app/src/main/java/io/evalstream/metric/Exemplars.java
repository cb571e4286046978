package io.evalstream.metric;

import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.tracer.common.SpanContext;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// Says which trace is being counted, so that a count of a dashboard leads to one of the traces
/// behind it: the [exemplars](https://prometheus.io/docs/specs/om/open_metrics_spec/#exemplars) of
/// the exposition format OpenMetrics. What is counted inside of [#about] by a registry that was
/// given one of these has the trace id as its exemplar, now and then. The client library bounds how
/// many are kept: one for each counter and each bucket.
///
/// *Guarantees:* the label is never longer than the format allows; a trace with a longer id is
/// none.
public final class Exemplars implements SpanContext {

  /// Names and values of an exemplar together have 128 characters at most; `trace_id` and `span_id`
  /// are 15 of them.
  static final int LONGEST_TRACE_ID = 113;

  private static final ScopedValue<String> TRACE = ScopedValue.newInstance();

  private Exemplars() {}

  /// A registry whose counts have exemplars where every Prometheus takes them: at counters and
  /// buckets. One at the `_count` of a histogram makes older ones refuse the whole scrape.
  public static PrometheusMeterRegistry registry() {
    Properties properties = new Properties();
    properties.setProperty("io.prometheus.exporter.exemplarsOnAllMetricTypes", "false");
    PrometheusConfig config =
        new PrometheusConfig() {
          @Override
          public @Nullable String get(String key) {
            return null;
          }

          @Override
          public Properties prometheusProperties() {
            return properties;
          }
        };
    return new PrometheusMeterRegistry(
        config, new PrometheusRegistry(), Clock.SYSTEM, new Exemplars());
  }

  /// Counts what is about one trace.
  public static void about(String traceId, Runnable counting) {
    if (traceId.isEmpty() || traceId.codePointCount(0, traceId.length()) > LONGEST_TRACE_ID) {
      counting.run();
    } else {
      ScopedValue.where(TRACE, traceId).run(counting);
    }
  }

  @Override
  public @Nullable String getCurrentTraceId() {
    return TRACE.isBound() ? TRACE.get() : null;
  }

  /// The whole trace is meant; the library wants a name of a span all the same.
  @Override
  public @Nullable String getCurrentSpanId() {
    return TRACE.isBound() ? "" : null;
  }

  @Override
  public boolean isCurrentSpanSampled() {
    return TRACE.isBound();
  }

  @Override
  public void markCurrentSpanAsExemplar() {
    // What is shown is kept in Kafka anyway.
  }
}
