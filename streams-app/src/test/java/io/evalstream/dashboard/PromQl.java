package io.evalstream.dashboard;

import io.evalstream.metric.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What an expression of PromQL names. It is no parser; Prometheus is.
public record PromQl(String text) {

  private static final Pattern SELECTOR =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(?:\\{([^}]*)\\})?");
  private static final Pattern MATCHER = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)\\s*\"");
  private static final Pattern LABELS =
      Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
  private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance", "le");
  private static final Map<String, Metric> METRICS =
      Stream.of(Metric.values())
          .collect(Collectors.toMap(Metric::prometheusName, Function.identity()));

  /// A metric and the labels that are matched.
  public record Selector(String name, String matchers) {

    List<String> labels() {
      return MATCHER.matcher(matchers).results().map(found -> found.group(1)).toList();
    }

    @Override
    public String toString() {
      return matchers.isEmpty() ? name : name + "{" + matchers + "}";
    }
  }

  /// The selectors of metrics: of the monitor, of its libraries, and those that rules record.
  public List<Selector> selectors() {
    List<Selector> selectors = new ArrayList<>();
    for (MatchResult found : SELECTOR.matcher(text).results().toList()) {
      String name = found.group(1);
      boolean matched = found.group(2) != null;
      if (matched || name.startsWith("evalstream_") || name.contains(":evalstream_")) {
        if (!isQuoted(found.start())) {
          selectors.add(new Selector(name, matched ? found.group(2) : ""));
        }
      }
    }
    return selectors;
  }

  private boolean isQuoted(int place) {
    return QUOTED
        .matcher(text)
        .results()
        .anyMatch(quoted -> quoted.start() < place && place < quoted.end());
  }

  /// The metric of the monitor behind a name, without the suffix of a part of a histogram.
  static String metricOf(String name) {
    String histogram = name.replaceFirst("_(bucket|count|sum)$", "");
    return METRICS.containsKey(histogram) && METRICS.get(histogram).type() == Metric.Type.HISTOGRAM
        ? histogram
        : name;
  }

  Set<String> metrics() {
    return selectors().stream()
        .map(Selector::name)
        .filter(name -> name.startsWith("evalstream_"))
        .map(PromQl::metricOf)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// What is named and does not exist: metrics of the monitor, and labels that they do not have.
  List<String> unknown() {
    List<String> unknown = new ArrayList<>();
    Set<String> labels = new TreeSet<>(OF_PROMETHEUS);
    for (Selector selector : selectors()) {
      Metric metric = METRICS.get(metricOf(selector.name));
      if (metric == null) {
        if (selector.name.startsWith("evalstream_")) {
          unknown.add(selector.name);
        }
        continue;
      }
      labels.addAll(metric.labels());
      for (String label : selector.labels()) {
        if (!metric.labels().contains(label) && !OF_PROMETHEUS.contains(label)) {
          unknown.add(selector.name + "{" + label + "}");
        }
      }
    }
    if (selectors().stream().allMatch(selector -> selector.name.startsWith("evalstream_"))) {
      grouped().filter(label -> !labels.contains(label)).forEach(unknown::add);
    }
    return unknown;
  }

  private Stream<String> grouped() {
    return LABELS
        .matcher(text)
        .results()
        .flatMap(found -> Stream.of(found.group(1).split(",")))
        .map(String::strip)
        .filter(label -> !label.isEmpty());
  }
}
