package io.evalstream.config;

import java.net.URI;
import java.util.regex.Pattern;

/// A host that is not reached over the open internet: loopback, a private address, or a name that
/// only a local network knows.
public final class NearHost {

  private static final String OCTETS = "(\\.\\d{1,3})";

  /// An address counts only as a whole; `10.example.com` is a name like any other.
  private static final Pattern NEAR =
      Pattern.compile(
          ("\\[::1]|[a-z][^.:]*|.+\\.(local|internal|svc|localhost)"
                  + "|(127|10)OCTETS{3}|192\\.168OCTETS{2}|172\\.(1[6-9]|2\\d|3[01])OCTETS{2}")
              .replace("OCTETS", OCTETS),
          Pattern.CASE_INSENSITIVE);

  private NearHost() {}

  /// Whether what is sent to this URL stays unread on its way: over https, or to a near host.
  public static boolean keepsSecret(URI url) {
    return "https".equalsIgnoreCase(url.getScheme())
        || (url.getHost() != null && NEAR.matcher(url.getHost()).matches());
  }
}
