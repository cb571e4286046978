package io.evalstream.topic;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Names of the topics, all with one prefix but for that of OpenTelemetry.
///
/// @param otlpSpans where spans of OpenTelemetry come from, the whole name; null when they are not
///   read
public record TopicNames(String prefix, @Nullable String otlpSpans) {

  public static final String DEFAULT_PREFIX = "evalstream.";

  /// Where the Collector writes traces unless it is told otherwise.
  public static final String DEFAULT_OTLP_SPANS = "otlp_spans";

  private static final List<String> SHORT_NAMES =
      List.of(
          "chat-events",
          "retrieval-spans",
          "rekeyed",
          "feedback",
          "evaluations",
          "judged-traces",
          "eval-rates",
          "alerts",
          "dead-letters");

  /// Without spans of OpenTelemetry.
  public TopicNames(String prefix) {
    this(prefix, null);
  }

  public String chatEvents() {
    return prefix + "chat-events";
  }

  public String retrievalSpans() {
    return prefix + "retrieval-spans";
  }

  /// The detour of inputs that do not lie where the hash of their trace id puts them.
  public String rekeyed() {
    return prefix + "rekeyed";
  }

  public String feedback() {
    return prefix + "feedback";
  }

  public String evaluations() {
    return prefix + "evaluations";
  }

  public String judgedTraces() {
    return prefix + "judged-traces";
  }

  public String evalRates() {
    return prefix + "eval-rates";
  }

  public String alerts() {
    return prefix + "alerts";
  }

  public String deadLetters() {
    return prefix + "dead-letters";
  }

  /// The topics that applications write to.
  public List<String> inputs() {
    Stream<String> ours = Stream.of(chatEvents(), retrievalSpans(), feedback());
    return Stream.concat(ours, Stream.ofNullable(otlpSpans)).toList();
  }

  /// The names that people may type without the prefix.
  public static List<String> shortNames() {
    return SHORT_NAMES;
  }

  /// The full name of a topic that was given short or full.
  public String full(String name) {
    return SHORT_NAMES.contains(name) ? prefix + name : name;
  }
}
