package io.evalstream.console.api;

import io.evalstream.http.Problem;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Arrays;
import java.util.Locale;

/// Whether a caller takes what the API answers in.
final class Accepts {

  private Accepts() {}

  /// Refuses callers that want something else.
  static void check(Context context) {
    String accept = context.header("Accept");
    String type = context.path().equals("/api/v1/live") ? "text/event-stream" : "application/json";
    if (accept != null && !accept.isBlank() && !takes(accept, type)) {
      throw Problem.of(
              HttpStatus.NOT_ACCEPTABLE, "the answer is " + type + ", which Accept does not allow")
          .exception();
    }
  }

  /// The most exact range that names the type decides.
  private static boolean takes(String accept, String type) {
    for (String range : new String[] {type, type.replaceFirst("/.*", "/*"), "*/*"}) {
      for (String one : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
        String[] parts = one.split(";", -1);
        if (parts[0].strip().equals(range)) {
          return Arrays.stream(parts).map(String::strip).noneMatch(p -> p.matches("q=0(\\.0*)?"));
        }
      }
    }
    return false;
  }
}
