package io.evalstream.judgeclient;

import io.evalstream.async.Quota;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a peer says of its rate limits: `x-ratelimit-{limit,remaining,reset}-{requests,tokens}` as
/// OpenAI, Azure, Groq and LiteLLM send them [1], or
/// `anthropic-ratelimit-{requests,tokens}-{limit,remaining,reset}` [2]. A limit whose headers are
/// incomplete or make no sense is left out, for example one that resets in more than a day.
///
/// [1] https://platform.openai.com/docs/guides/rate-limits [2]
/// https://docs.anthropic.com/en/api/rate-limits
final class RateLimitHeaders {

  private static final Duration LONGEST_RESET = Duration.ofDays(1);

  /// `6m0s`, `1.5s`, `20ms`, `1h2m3s`.
  private static final Pattern PART = Pattern.compile("\\G(\\d+(?:\\.\\d+)?)(ms|h|m|s)");

  private RateLimitHeaders() {}

  /// @param header gives the value of a header, or null
  static List<Quota> read(Function<String, @Nullable String> header, Instant now) {
    List<Quota> quotas = new ArrayList<>();
    for (Quota.Kind kind : Quota.Kind.values()) {
      String counted = kind == Quota.Kind.REQUESTS ? "requests" : "tokens";
      quota(kind, part -> header.apply("x-ratelimit-" + part + "-" + counted), now)
          .or(() -> quota(kind, part -> header.apply(anthropic(counted, part)), now))
          .ifPresent(quotas::add);
    }
    return quotas;
  }

  private static String anthropic(String counted, String part) {
    return "anthropic-ratelimit-" + counted + "-" + part;
  }

  private static Optional<Quota> quota(
      Quota.Kind kind, Function<String, @Nullable String> part, Instant now) {
    Optional<Long> limit = number(part.apply("limit")).filter(value -> value >= 1);
    Optional<Long> remaining = number(part.apply("remaining")).filter(value -> value >= 0);
    Optional<Duration> reset = reset(part.apply("reset"), now);
    return limit.isEmpty() || remaining.isEmpty() || reset.isEmpty()
        ? Optional.empty()
        : Optional.of(new Quota(kind, limit.get(), remaining.get(), reset.get()));
  }

  private static Optional<Long> number(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(String::strip).map(Long::valueOf);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> reset(@Nullable String text, Instant now) {
    if (text == null) {
      return Optional.empty();
    }
    return duration(text.strip())
        .or(() -> seconds(text.strip()))
        .or(() -> time(text.strip()).map(at -> Duration.between(now, at)))
        .map(reset -> reset.isNegative() ? Duration.ZERO : reset)
        .filter(reset -> reset.compareTo(LONGEST_RESET) <= 0);
  }

  private static Optional<Duration> duration(String text) {
    Matcher matcher = PART.matcher(text);
    double millis = 0;
    int end = 0;
    while (matcher.find()) {
      millis += Double.parseDouble(matcher.group(1)) * millisOf(matcher.group(2));
      end = matcher.end();
    }
    return end > 0 && end == text.length()
        ? Optional.of(Duration.ofMillis((long) millis))
        : Optional.empty();
  }

  private static double millisOf(String unit) {
    return switch (unit) {
      case "ms" -> 1;
      case "s" -> 1_000;
      case "m" -> 60_000;
      default -> 3_600_000;
    };
  }

  private static Optional<Duration> seconds(String text) {
    return number(text).map(Duration::ofSeconds);
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
