package io.evalstream.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.HttpStatus;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Names and values as queries and forms write them, `a=1&b=2`, with the values of each name in
/// order. What is encoded wrongly is refused, not left out.
final class Pairs {

  private Pairs() {}

  /// @throws ProblemException when it is not percent-encoded as it must be
  static Map<String, List<String>> read(@Nullable String text) {
    Map<String, List<String>> pairs = new LinkedHashMap<>();
    for (String pair : text == null ? new String[0] : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      if (!pair.isEmpty()) {
        pairs.computeIfAbsent(decode(name), key -> new ArrayList<>()).add(decode(value));
      }
    }
    return pairs;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException _) {
      throw Problem.of(
              HttpStatus.BAD_REQUEST,
              "parameters must be percent-encoded UTF-8: two hexadecimal digits after each %")
          .exception();
    }
  }
}
