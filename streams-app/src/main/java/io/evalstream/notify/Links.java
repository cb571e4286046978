package io.evalstream.notify;

import io.evalstream.config.Section;
import io.evalstream.event.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where messages point to.
///
/// ```yaml
/// links:
///   dashboard: https://grafana.example/d/evals?var-app={app}&from={from}&to={to}
///   traces: https://phoenix.example/projects/{app}/traces?label={evaluator}
///   trace: https://phoenix.example/traces/{trace_id}
///   runbook: https://wiki.example/evals/{rule}
/// ```
///
/// | key | leads to |
/// |---|---|
/// | `dashboard` | a dashboard of the series and the time |
/// | `traces` | a list of traces |
/// | `trace` | one trace; `{trace_id}` is its placeholder alone |
/// | `runbook` | what to do |
///
/// @param templates by key; what is not configured is absent
record Links(Map<String, LinkTemplate> templates) {

  static final Links NONE = new Links(Map.of());

  private static final String TRACE = "trace";
  private static final List<String> OF_THE_ALERT = List.of("dashboard", "traces", "runbook");

  Links {
    templates = Map.copyOf(templates);
  }

  static Links read(Section section) {
    Map<String, LinkTemplate> templates = new HashMap<>();
    Stream.concat(OF_THE_ALERT.stream(), Stream.of(TRACE))
        .forEach(key -> template(section, key).ifPresent(found -> templates.put(key, found)));
    return new Links(templates);
  }

  private static Optional<LinkTemplate> template(Section section, String key) {
    Optional<String> text = section.optionalString(key);
    List<String> placeholders =
        Stream.concat(
                LinkTemplate.OF_ALERTS.stream(),
                key.equals(TRACE) ? Stream.of(LinkTemplate.TRACE_ID) : Stream.empty())
            .toList();
    Optional<String> broken = text.flatMap(it -> LinkTemplate.brokenRule(it, placeholders));
    broken.ifPresent(rule -> section.problem(key, rule, text.orElseThrow()));
    return broken.isPresent() ? Optional.empty() : text.map(LinkTemplate::new);
  }

  /// The links about an alert by their names, such as `dashboard`, in the order of the page.
  Map<String, String> of(Alert alert) {
    Map<String, String> values = values(alert);
    Map<String, String> links = new LinkedHashMap<>();
    OF_THE_ALERT.forEach(key -> fill(key, values).ifPresent(url -> links.put(key, url)));
    return links;
  }

  /// The link to one trace.
  Optional<String> trace(Alert alert, String traceId) {
    Map<String, String> values = values(alert);
    values.put(LinkTemplate.TRACE_ID, traceId);
    return fill(TRACE, values);
  }

  private Optional<String> fill(String key, Map<String, String> values) {
    @Nullable LinkTemplate template = templates.get(key);
    return template == null ? Optional.empty() : template.fill(values);
  }

  private static Map<String, String> values(Alert alert) {
    Instant fired = alert.getFiredAt();
    Instant since = fired != null && fired.isBefore(alert.getSince()) ? fired : alert.getSince();
    Instant from = since.minus(Duration.ofMillis(Math.max(0, alert.getOverMs())));
    Map<String, String> values = new HashMap<>();
    values.put("app", alert.getApp());
    values.put("evaluator", alert.getEvaluator());
    values.put("rule", alert.getRule());
    values.put("dimension", alert.getDimension());
    values.put("value", alert.getValue());
    values.put("from", Long.toString(from.toEpochMilli()));
    values.put("to", Long.toString(alert.getTransitionedAt().toEpochMilli()));
    return values;
  }
}
