package io.evalstream.judgeclient;

import io.evalstream.config.NearHost;
import io.evalstream.config.Section;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/// The address of an API, checked before a key is sent to it.
///
/// A refused address is shown by scheme and host alone: the rest may hold a password or a token.
final class BaseUrl {

  private static final URI STAND_IN = URI.create("http://localhost");

  private static final String KEY = "base_url";

  private BaseUrl() {}

  /// @param usual the default; null where it must be given
  /// @param withKey a key goes along with every request, so it must not cross the internet in clear
  static URI read(Section section, @Nullable String usual, boolean withKey) {
    String text = usual == null ? section.string(KEY) : section.string(KEY, usual);
    if (text.isEmpty()) {
      return STAND_IN;
    }
    try {
      URI url = new URI(text.replaceFirst("/+$", ""));
      if (!isHttp(url) || url.getRawQuery() != null || url.getRawUserInfo() != null) {
        section.problem(KEY, "must be http(s)://host[:port][/path]", shown(url));
        return STAND_IN;
      }
      if (withKey && !NearHost.keepsSecret(url)) {
        section.problem(KEY, "must be https, because api_key would be sent in clear", shown(url));
      }
      return url;
    } catch (URISyntaxException e) {
      section.problem(KEY, "must be a URL", null);
      return STAND_IN;
    }
  }

  private static boolean isHttp(URI url) {
    return url.getHost() != null
        && url.getScheme() != null
        && url.getScheme().matches("(?i)https?");
  }

  /// Without a host, what looks like a scheme may be the name of a user.
  private static @Nullable String shown(URI url) {
    if (url.getHost() == null) {
      return null;
    }
    return url.getScheme() == null ? url.getHost() : url.getScheme() + "://" + url.getHost();
  }
}
