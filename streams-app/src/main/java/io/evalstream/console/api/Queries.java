package io.evalstream.console.api;

import io.evalstream.console.archive.AlertQuery;
import io.evalstream.console.archive.Archive;
import io.evalstream.console.archive.EvaluationQuery;
import io.evalstream.console.archive.RateQuery;
import io.evalstream.console.archive.TraceQuery;
import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.http.Parameters;
import io.evalstream.judge.Outcome;
import io.evalstream.judging.Diagnosis;
import io.evalstream.trace.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The queries of the API, as parameters tell them. Pages with the same parameters read them here.
///
/// An app is one that is monitored or that the archive knows; an evaluator may be named by an
/// alias. Each query still has to be checked with [Parameters#check].
///
/// @param apps those that are monitored
public record Queries(Archive archive, EvaluatorLibrary evaluators, Set<String> apps) {

  static final Duration SHORTEST_WINDOW = Duration.ofSeconds(1);
  static final Duration LONGEST_WINDOW = Duration.ofDays(7);

  // What alerts have that are about a judge or about all.
  private static final String ANY = "*";

  private static final List<String> OUTCOMES =
      Arrays.stream(Outcome.values()).map(Outcome::wireName).toList();
  private static final List<String> ALERT_STATES =
      List.of("pending", "firing", "resolved", "inactive");

  private record Span(@Nullable Instant from, @Nullable Instant to) {}

  public Queries {
    apps = Set.copyOf(apps);
  }

  public TraceQuery traces(Parameters parameters) {
    Span span = span(parameters);
    return new TraceQuery(
        app(parameters),
        evaluator(parameters),
        parameters.text("label"),
        parameters.bool("failing"),
        parameters.oneOf("outcome", OUTCOMES),
        parameters.oneOf("diagnosis", Diagnosis.names()),
        parameters.text("model"),
        parameters.text("prompt_version"),
        span.from,
        span.to,
        parameters.text("text"),
        parameters.opaque("cursor"),
        parameters.number("limit", 50, 1, 200));
  }

  public EvaluationQuery evaluations(Parameters parameters) {
    Span span = span(parameters);
    return new EvaluationQuery(
        app(parameters),
        evaluator(parameters),
        parameters.text("label"),
        parameters.bool("failing"),
        parameters.oneOf("outcome", OUTCOMES),
        parameters.text("judge"),
        parameters.text("model"),
        parameters.text("prompt_version"),
        span.from,
        span.to,
        parameters.opaque("cursor"),
        parameters.number("limit", 100, 1, 1_000));
  }

  public RateQuery rates(Parameters parameters) {
    Span span = span(parameters);
    return new RateQuery(
        app(parameters),
        evaluator(parameters),
        parameters.text("dimension"),
        parameters.text("value"),
        parameters.duration("window", SHORTEST_WINDOW, LONGEST_WINDOW),
        span.from,
        span.to,
        parameters.opaque("cursor"),
        parameters.number("limit", 1_000, 1, 10_000));
  }

  public AlertQuery alerts(Parameters parameters) {
    Span span = span(parameters);
    return new AlertQuery(
        parameters.known("app", () -> with(ANY, knownApps())),
        parameters.known("evaluator", () -> with(ANY, knownEvaluators())),
        parameters.text("rule"),
        parameters.oneOf("state", ALERT_STATES),
        span.from,
        span.to,
        parameters.opaque("cursor"),
        parameters.number("limit", 100, 1, 1_000));
  }

  public @Nullable String app(Parameters parameters) {
    return parameters.known("app", this::knownApps);
  }

  /// Its id, whichever of its names was given.
  public @Nullable String evaluator(Parameters parameters) {
    String name = parameters.known("evaluator", this::knownEvaluators);
    return name == null ? null : evaluators.find(name).map(Evaluator::id).orElse(name);
  }

  private static Span span(Parameters parameters) {
    Span span = new Span(parameters.time("from"), parameters.time("to"));
    parameters.expectOrder("from", span.from, "to", span.to);
    return span;
  }

  private Collection<String> knownApps() {
    Set<String> known = new TreeSet<>(apps);
    known.addAll(archive.values("app"));
    return known;
  }

  private Collection<String> knownEvaluators() {
    Set<String> known = new TreeSet<>(evaluators.names());
    known.add(Trace.DIAGNOSIS);
    known.addAll(archive.values("evaluator"));
    return known;
  }

  private static Collection<String> with(String one, Collection<String> names) {
    names.add(one);
    return names;
  }
}
