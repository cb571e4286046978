package io.evalstream.cli;

import io.evalstream.config.DurationText;
import io.evalstream.topic.Letter;
import io.evalstream.topic.TopicNames;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// Options that choose dead letters. A letter is chosen when each option that is given has it.
final class LetterFilter {

  @Option(
      names = "--reason",
      paramLabel = "R",
      split = ",",
      description = "Letters with one of these reasons, for example unknown_schema_id.")
  private List<String> reasons = List.of();

  @Option(
      names = "--topic",
      paramLabel = "T",
      split = ",",
      description = "Letters that came from one of these topics; short names work.")
  private List<String> topics = List.of();

  @Option(
      names = "--stage",
      paramLabel = "S",
      split = ",",
      description = "Letters of one of these stages: ingest, otlp, assembly, agreement, notify.")
  private List<String> stages = List.of();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = SinceConverter.class,
      description =
          "Letters of the last time, for example 2h, or since an instant such as"
              + " 2026-03-02T12:00:00Z.")
  private @Nullable Instant since;

  boolean isGiven() {
    return !reasons.isEmpty() || !topics.isEmpty() || !stages.isEmpty() || since != null;
  }

  boolean has(Letter letter, TopicNames names) {
    return (reasons.isEmpty() || reasons.contains(letter.reason()))
        && (stages.isEmpty() || stages.contains(letter.stage()))
        && (topics.isEmpty()
            || topics.stream().anyMatch(topic -> isFrom(letter.topic(), topic, names)))
        && (since == null || !letter.time().isBefore(since));
  }

  /// Messages to channels come from `alerts`, which is also the short name of a topic.
  private static boolean isFrom(String origin, String topic, TopicNames names) {
    return origin.equals(topic) || origin.equals(names.full(topic));
  }

  /// Reads a duration before now, or an instant.
  static final class SinceConverter implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String text) {
      return DurationText.parse(text)
          .map(ago -> InstantSource.system().instant().minus(ago))
          .orElseGet(() -> instant(text));
    }

    private static Instant instant(String text) {
      try {
        return Instant.parse(text);
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "must be a duration such as 30m or 2h, or an instant such as 2026-03-02T12:00:00Z, was '"
                + text
                + "'");
      }
    }
  }
}
