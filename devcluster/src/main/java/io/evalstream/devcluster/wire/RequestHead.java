package io.evalstream.devcluster.wire;

import java.util.Optional;

/// The first line of a request and its headers.
///
/// @param path without the query
/// @param lines the headers as they came, each after a line break
record RequestHead(String method, String path, String version, String lines) {

  /// Reads a head.
  ///
  /// @throws WireFault when it does not begin as HTTP does
  static RequestHead parse(String head) throws WireFault {
    int end = head.indexOf("\r\n");
    String first = end < 0 ? head : head.substring(0, end);
    int target = first.indexOf(' ') + 1;
    int version = first.lastIndexOf(' ') + 1;
    if (target < 2 || version <= target || !first.startsWith("HTTP/1.", version)) {
      throw new WireFault(400, "a request must begin with METHOD TARGET HTTP/1.1");
    }
    return new RequestHead(
        first.substring(0, target - 1),
        withoutQuery(first.substring(target, version - 1)),
        first.substring(version),
        end < 0 ? "" : head.substring(end));
  }

  private static String withoutQuery(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /// The value of a header, of the first one if there are several.
  Optional<String> header(String name) {
    int line = lines.indexOf('\n');
    while (line >= 0) {
      int next = lines.indexOf('\n', line + 1);
      int colon = line + 1 + name.length();
      if (lines.regionMatches(true, line + 1, name, 0, name.length())
          && colon < lines.length()
          && lines.charAt(colon) == ':') {
        return Optional.of(lines.substring(colon + 1, next < 0 ? lines.length() : next).strip());
      }
      line = next;
    }
    return Optional.empty();
  }

  boolean has(String name, String value) {
    return header(name).filter(value::equalsIgnoreCase).isPresent();
  }

  /// Whether the client does not want to use the connection again.
  boolean isLast() {
    return has("Connection", "close")
        || (version.equals("HTTP/1.0") && !has("Connection", "keep-alive"));
  }
}
