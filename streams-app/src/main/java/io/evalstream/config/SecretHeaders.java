package io.evalstream.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Headers that the configuration adds to requests, under the key `headers`. Their values are
/// secrets: no problem shows one.
public final class SecretHeaders {

  private static final String KEY = "headers";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7E\\t]*");

  /// Those that an HTTP client writes.
  private static final Set<String> OF_THE_CLIENT =
      Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding");

  private SecretHeaders() {}

  /// @param written names in lower case of headers that the sender writes itself
  public static Map<String, Secret> read(Section section, Set<String> written) {
    Map<String, Secret> headers = new LinkedHashMap<>();
    section
        .entries(KEY)
        .forEach(
            (name, value) -> {
              if (isGood(section, written, name, value)) {
                headers.put(name, new Secret(value));
              }
            });
    return headers;
  }

  private static boolean isGood(Section section, Set<String> written, String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!NAME.matcher(name).matches() || OF_THE_CLIENT.contains(lower) || written.contains(lower)) {
      section.problem(
          KEY + "." + name, "must be the name of a header that the monitor does not write", null);
      return false;
    }
    if (!fits(value)) {
      section.problem(KEY + "." + name, "must have printable ASCII characters only", null);
      return false;
    }
    return true;
  }

  /// Whether a text can be the value of a header.
  public static boolean fits(String value) {
    return VALUE.matcher(value).matches();
  }
}
