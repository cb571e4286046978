package io.evalstream.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evalstream.config.Secret;
import io.javalin.http.Context;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// What shows that a caller knows the token of the port: the token itself, or a cookie that a
/// browser got for it.
///
/// The cookie says until when it holds, signed with the token (HMAC-SHA-256): nothing is
/// remembered, so it holds on every instance with this token and after a restart, and ends at its
/// time or when the token is changed. Logging out makes the browser forget it, and revokes nothing.
/// The token cannot be found from it other than by guessing.
final class Session {

  private static final String COOKIE = "evalstream_session";
  private static final String PURPOSE = "evalstream console session 2 until ";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int MONTH_SECONDS = 30 * 24 * 3600;
  private static final String SCHEME = "Bearer ";
  private static final Pattern SIGNED = Pattern.compile("([0-9]{1,12})[.].+");

  private final Secret token;
  private final Secret bearer;
  private final InstantSource clock;

  Session(Secret token, InstantSource clock) {
    this.token = token;
    this.bearer = new Secret(SCHEME + token.reveal());
    this.clock = clock;
  }

  boolean isIn(Context context) {
    return matches(bearer, context.header("Authorization")) || hasCookie(context);
  }

  /// Whether a program sent a token, right or wrong.
  static boolean isTokenGiven(Context context) {
    String header = context.header("Authorization");
    return header != null && header.startsWith(SCHEME);
  }

  boolean hasCookie(Context context) {
    String cookie = context.cookie(COOKIE);
    Matcher signed = SIGNED.matcher(cookie == null ? "" : cookie);
    if (!signed.matches()) {
      return false;
    }
    long until = Long.parseLong(signed.group(1));
    return clock.instant().getEpochSecond() < until && matches(new Secret(signed(until)), cookie);
  }

  boolean isToken(String given) {
    return matches(token, given);
  }

  void begin(Context context) {
    set(context, signed(clock.instant().getEpochSecond() + MONTH_SECONDS), MONTH_SECONDS);
  }

  void end(Context context) {
    set(context, "", 0);
  }

  /// Whoever lies about the protocol harms only the cookie of their own.
  private static void set(Context context, String value, int seconds) {
    boolean secure =
        "https".equals(context.scheme())
            || "https".equalsIgnoreCase(context.header("X-Forwarded-Proto"));
    context.addHeader(
        "Set-Cookie",
        "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Strict%s"
            .formatted(COOKIE, value, seconds, secure ? "; Secure" : ""));
  }

  /// Takes the same time wherever the two differ.
  private static boolean matches(Secret wanted, @Nullable String given) {
    return given != null && wanted.equals(new Secret(given));
  }

  private String signed(long until) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(token.reveal().getBytes(UTF_8), ALGORITHM));
      byte[] signature = mac.doFinal((PURPOSE + until).getBytes(UTF_8));
      return until + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
