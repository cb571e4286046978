package io.evalstream.rate;

import io.evalstream.config.DurationText;
import io.evalstream.config.Section;
import io.evalstream.judgement.Calibration;
import io.evalstream.judgement.InvalidCalibrationException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which rates are kept.
///
/// @param windows lengths of the windows
/// @param grace how long a window stays open after its end and after its last evaluation, by the
///   wall clock
/// @param attributes attributes of chat events that are dimensions, beside model and prompt version
/// @param maxValues values of one dimension of one evaluator; further ones are counted together
/// @param keep how long a closed window can still be amended
/// @param retrievalK first ranks of a retrieval that its measures look at
/// @param calibration how judges did in a benchmark; without entries where there is none
public record RateConfig(
    List<Duration> windows,
    Duration grace,
    List<String> attributes,
    int maxValues,
    Duration keep,
    int retrievalK,
    Calibration calibration) {

  private static final List<Duration> WINDOWS = List.of(Duration.ofMinutes(1), Duration.ofHours(1));
  private static final Duration GRACE = Duration.ofMinutes(2);
  private static final int MAX_VALUES = 50;
  private static final Duration KEEP_MORE = Duration.ofHours(1);
  private static final Duration KEEP_MOST = Duration.ofDays(36_600);
  private static final int RETRIEVAL_K = 5;
  private static final Calibration NO_CALIBRATION = new Calibration(List.of());

  // What a series has without being told.
  private static final List<String> RESERVED = List.of("all", "model", "prompt_version");

  public RateConfig {
    windows = List.copyOf(windows);
    attributes = List.copyOf(attributes);
  }

  /// @param oldest how long ago a response may have been complete when its evaluation comes
  public static RateConfig read(Section section, Duration oldest) {
    return new RateConfig(
        windows(section),
        section.duration("grace", GRACE, Duration.ofSeconds(1), Duration.ofHours(24)),
        attributes(section),
        section.integer("max_values", MAX_VALUES, 1, 1_000),
        keep(section, oldest),
        section.integer("retrieval_k", RETRIEVAL_K, 1, 100),
        calibration(section));
  }

  /// A window that was forgotten too early would be begun anew, and its new record would take the
  /// place of the whole one.
  private static Duration keep(Section section, Duration oldest) {
    Duration keep =
        section.duration("keep", oldest.plus(KEEP_MORE), Duration.ofMinutes(1), KEEP_MOST);
    if (keep.compareTo(oldest) <= 0) {
      section.problem(
          "keep",
          "must be longer than ingest.max_age, assembly.wait and judging.max_age together, "
              + DurationText.format(oldest),
          DurationText.format(keep));
    }
    return keep;
  }

  private static Calibration calibration(Section section) {
    String name = section.string("calibration", "");
    if (name.isEmpty()) {
      return NO_CALIBRATION;
    }
    try {
      return Calibration.read(Path.of(name));
    } catch (InvalidCalibrationException e) {
      section.problem(
          "calibration", "must be a file that benchmark --calibration wrote", e.getMessage());
    } catch (IOException _) {
      section.problem("calibration", "must be a file that can be read", name);
    }
    return NO_CALIBRATION;
  }

  /// A window or a dimension that is there twice would count everything twice.
  private static List<String> attributes(Section section) {
    List<String> attributes = section.strings("attributes");
    Set<String> taken = new HashSet<>(RESERVED);
    attributes.stream()
        .filter(attribute -> !taken.add(attribute))
        .forEach(
            attribute ->
                section.problem(
                    "attributes", "must differ from each other and from " + RESERVED, attribute));
    return attributes;
  }

  private static List<Duration> windows(Section section) {
    List<Duration> windows = new ArrayList<>();
    for (String text : section.strings("windows")) {
      DurationText.parse(text)
          .filter(window -> window.toMillis() >= 1_000 && window.compareTo(Duration.ofDays(7)) <= 0)
          .ifPresentOrElse(
              window -> {
                if (windows.contains(window)) {
                  section.problem("windows", "must differ from each other", text);
                }
                windows.add(window);
              },
              () -> section.problem("windows", "must be durations from 1s to 7d", text));
    }
    return windows.isEmpty() ? WINDOWS : windows;
  }
}
