package io.evalstream.judgeclient;

import io.evalstream.config.Section;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/// The address of an API, checked before a key is sent to it.
final class BaseUrl {

  /// Hosts that are not reached over the open internet.
  private static final Pattern NEAR =
      Pattern.compile(
          "localhost|\\[::1]|[^.:]+|.*\\.(local|internal|svc|localhost)"
              + "|127\\..*|10\\..*|192\\.168\\..*|172\\.(1[6-9]|2\\d|3[01])\\..*");

  private static final URI STAND_IN = URI.create("http://localhost");

  private BaseUrl() {}

  /// @param withKey a key goes along with every request, so it must not cross the internet in clear
  static URI read(Section section, String key, boolean withKey) {
    String text = section.string(key);
    if (text.isEmpty()) {
      return STAND_IN;
    }
    try {
      URI url = new URI(text.replaceFirst("/+$", ""));
      if (!isHttp(url) || url.getRawQuery() != null || url.getRawUserInfo() != null) {
        section.problem(key, "must be http(s)://host[:port][/path]", text);
        return STAND_IN;
      }
      if (withKey && url.getScheme().equalsIgnoreCase("http") && !isNear(url)) {
        section.problem(key, "must be https, because api_key would be sent in clear", text);
      }
      return url;
    } catch (URISyntaxException e) {
      section.problem(key, "must be a URL", text);
      return STAND_IN;
    }
  }

  private static boolean isHttp(URI url) {
    return url.getHost() != null
        && url.getScheme() != null
        && url.getScheme().matches("(?i)https?");
  }

  private static boolean isNear(URI url) {
    return NEAR.matcher(url.getHost()).matches();
  }
}
