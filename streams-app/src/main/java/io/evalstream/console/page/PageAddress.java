package io.evalstream.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Addresses of pages. Names come from outside, so each is percent-encoded.
final class PageAddress {

  /// Names that servers and proxies take for a part of the path, or refuse in one.
  private static final Pattern NOT_IN_A_PATH = Pattern.compile("\\.{1,2}|.*[/\\\\%;].*");

  private PageAddress() {}

  static String evaluator(String app, String evaluator) {
    return fits(app) && fits(evaluator)
        ? "/apps/" + encoded(app) + "/" + encoded(evaluator)
        : of("/apps", "app", app, "evaluator", evaluator);
  }

  static String trace(String traceId) {
    return fits(traceId) ? "/traces/" + encoded(traceId) : of("/trace", "trace_id", traceId);
  }

  /// The labels that people gave a trace.
  static String labels(String traceId) {
    return of("/trace/labels", "trace_id", traceId);
  }

  /// The definition of an evaluator.
  static String definition(String evaluator) {
    return fits(evaluator)
        ? "/evaluators/" + encoded(evaluator)
        : of("/evaluator", "id", evaluator);
  }

  /// A trace with all that belongs to it, for programs.
  static String json(String traceId) {
    return "/api/v1/traces/" + encoded(traceId);
  }

  /// @param query names and values in turn; a value that is null is left out
  static String of(String path, @Nullable String... query) {
    StringBuilder address = new StringBuilder(path);
    char before = path.contains("?") ? '&' : '?';
    for (int i = 0; i + 1 < query.length; i += 2) {
      @Nullable String value = query[i + 1];
      if (value != null) {
        address.append(before).append(query[i]).append('=').append(encoded(value));
        before = '&';
      }
    }
    return address.toString();
  }

  private static boolean fits(String name) {
    return !name.isBlank() && !NOT_IN_A_PATH.matcher(name).matches();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, UTF_8).replace("+", "%20");
  }
}
