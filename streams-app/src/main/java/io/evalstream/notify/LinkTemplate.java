package io.evalstream.notify;

import io.evalstream.trace.Opening;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An URL with placeholders, such as `https://wiki.example/{rule}`.
///
/// Values come from outside, so each is percent-encoded [1], and none can be part of the host.
///
/// [1] https://www.rfc-editor.org/rfc/rfc3986#section-2.1
record LinkTemplate(String text) {

  /// Those that every link may have.
  static final List<String> OF_ALERTS =
      List.of("app", "evaluator", "rule", "dimension", "value", "from", "to");

  /// Links to a trace may have it too.
  static final String TRACE_ID = "trace_id";

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
  private static final Pattern HOST = Pattern.compile("https?://[^/?#{}]+([/?#].*)?");

  /// Values are cut before they are encoded: a name that is longer leads nowhere anyway.
  private static final int LONGEST_VALUE = 200;

  /// Longer ones are no links: they would not fit into a message.
  private static final int LONGEST = 600;

  /// What is wrong with a template; empty when nothing is.
  static Optional<String> brokenRule(String text, List<String> placeholders) {
    Matcher found = PLACEHOLDER.matcher(text);
    while (found.find()) {
      if (!placeholders.contains(found.group(1))) {
        return Optional.of(
            "must have no placeholders but {" + String.join("}, {", placeholders) + "}");
      }
    }
    String sample = PLACEHOLDER.matcher(text).replaceAll("x");
    return HOST.matcher(text).matches() && isUrl(sample)
        ? Optional.empty()
        : Optional.of("must be an http:// or https:// URL with placeholders behind its host only");
  }

  private static boolean isUrl(String text) {
    try {
      URI url = URI.create(text);
      return url.getHost() != null && url.getUserInfo() == null;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  /// Empty when the URL would be too long.
  Optional<String> fill(Map<String, String> values) {
    String url =
        PLACEHOLDER
            .matcher(text)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(encoded(values.getOrDefault(found.group(1), ""))));
    return url.length() > LONGEST ? Optional.empty() : Optional.of(url);
  }

  private static String encoded(String value) {
    String cut = Opening.marked(value, LONGEST_VALUE);
    return URLEncoder.encode(cut, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }
}
