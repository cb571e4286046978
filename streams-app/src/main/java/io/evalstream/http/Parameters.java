package io.evalstream.http;

import io.evalstream.config.DurationText;
import io.evalstream.config.Nearest;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The parameters of a query, read one by one and then checked together.
///
/// A parameter that is not there, or empty as forms send it, is null. [#check] refuses the request
/// when one broke a rule, was given twice, or was never read: then it is not known. All faults are
/// told at once.
public final class Parameters {

  private static final int LONGEST = 256;
  private static final int SHOWN = 100;

  private final Map<String, List<String>> given;
  private final Instant now;
  private final TreeSet<String> known = new TreeSet<>();
  private final List<Problem.Fault> faults = new ArrayList<>();

  private Parameters(Map<String, List<String>> given, Instant now) {
    this.given = given;
    this.now = now;
  }

  /// @throws ProblemException when the query is not percent-encoded as it must be
  public static Parameters of(Context context, InstantSource clock) {
    return new Parameters(Pairs.read(context.queryString()), clock.instant());
  }

  public @Nullable String text(String name) {
    String text = value(name);
    if (text == null) {
      return null;
    }
    if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
      refuse(name, "must have at most " + LONGEST + " characters and no control characters");
      return null;
    }
    return text;
  }

  /// A text as whoever gave it has it, of any length.
  public @Nullable String opaque(String name) {
    return value(name);
  }

  /// One of the choices.
  public @Nullable String oneOf(String name, Collection<String> choices) {
    String text = text(name);
    if (text == null || choices.contains(text)) {
      return text;
    }
    refuse(name, "must be one of " + listed(choices), hint(text, choices));
    return null;
  }

  /// One of the names that are known, which are asked for only when there is something to check.
  public @Nullable String known(String name, Supplier<? extends Collection<String>> names) {
    return value(name) == null ? null : oneOf(name, names.get());
  }

  public @Nullable Boolean bool(String name) {
    String text = oneOf(name, List.of("true", "false"));
    return text == null ? null : (Boolean) text.equals("true");
  }

  /// A moment, or how long ago it was.
  public @Nullable Instant time(String name) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    Optional<Instant> time = Moment.parse(text, now);
    if (time.isEmpty()) {
      refuse(name, Moment.RULE);
    }
    return time.orElse(null);
  }

  /// Refuses spans of time that are empty.
  public void expectOrder(
      String earlier, @Nullable Instant from, String later, @Nullable Instant to) {
    if (from != null && to != null && !from.isBefore(to)) {
      refuse(later, "must be after " + earlier);
    }
  }

  public @Nullable Duration duration(String name, Duration min, Duration max) {
    String text = text(name);
    Duration duration = text == null ? null : DurationText.parse(text).orElse(Duration.ofNanos(-1));
    if (duration == null || (duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0)) {
      return duration;
    }
    refuse(
        name,
        "must be a duration such as 90s or 1h, from "
            + DurationText.format(min)
            + " to "
            + DurationText.format(max));
    return null;
  }

  public int number(String name, int dflt, int min, int max) {
    String text = text(name);
    if (text == null) {
      return dflt;
    }
    if (text.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    }
    refuse(name, "must be a whole number in [" + min + ", " + max + "]");
    return dflt;
  }

  /// For rules of the caller's own.
  public void refuse(String name, String rule) {
    refuse(name, rule, "");
  }

  private void refuse(String name, String rule, String hint) {
    String was = given.getOrDefault(name, List.of("")).getFirst();
    faults.add(new Problem.Fault(name, name + " " + rule + ", was '" + shown(was) + "'" + hint));
  }

  /// @throws ProblemException with all that is wrong
  public void check() {
    given.keySet().stream().filter(name -> !known.contains(name)).sorted().forEach(this::unknown);
    if (!faults.isEmpty()) {
      throw Problem.of(HttpStatus.BAD_REQUEST, faults).exception();
    }
  }

  private void unknown(String name) {
    String rule =
        known.isEmpty() ? "no parameter is known here" : "the parameters are " + listed(known);
    String detail = "'" + shown(name) + "' is no parameter: " + rule + hint(name, known);
    faults.add(new Problem.Fault(shown(name), detail));
  }

  private @Nullable String value(String name) {
    known.add(name);
    List<String> values = given.getOrDefault(name, List.of());
    if (values.size() > 1) {
      return twice(name);
    }
    return values.isEmpty() || values.getFirst().isEmpty() ? null : values.getFirst();
  }

  private @Nullable String twice(String name) {
    if (faults.stream().noneMatch(fault -> fault.name().equals(name))) {
      refuse(name, "must be given once");
    }
    return null;
  }

  private static String listed(Collection<String> names) {
    return names.isEmpty() ? "those that are there, and there is none" : String.join(", ", names);
  }

  /// Words as long as texts are compared with nothing.
  private static String hint(String word, Collection<String> known) {
    return word.length() > SHOWN
        ? ""
        : Nearest.to(word, known).map(near -> ". Did you mean '" + near + "'?").orElse("");
  }

  private static String shown(String text) {
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
  }
}
