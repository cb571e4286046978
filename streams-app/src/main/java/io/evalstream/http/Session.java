package io.evalstream.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evalstream.config.Secret;
import io.javalin.http.Context;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// What shows that a caller knows the token of the port: the token itself, or a cookie that a
/// browser got for it.
///
/// The cookie is a keyed hash of the token (HMAC-SHA-256): nothing is remembered, so it holds on
/// every instance with this token and after a restart, and ends when the token is changed. The
/// token cannot be found from it other than by guessing.
final class Session {

  private static final String COOKIE = "evalstream_session";
  private static final String PURPOSE = "evalstream console session 1";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int MONTH_SECONDS = 30 * 24 * 3600;

  private final Secret token;
  private final Secret bearer;
  private final Secret cookie;

  Session(Secret token) {
    this.token = token;
    this.bearer = new Secret("Bearer " + token.reveal());
    this.cookie = new Secret(hash(token.reveal()));
  }

  boolean isIn(Context context) {
    return matches(bearer, context.header("Authorization"))
        || matches(cookie, context.cookie(COOKIE));
  }

  boolean isToken(String given) {
    return matches(token, given);
  }

  void begin(Context context) {
    set(context, cookie.reveal(), MONTH_SECONDS);
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

  private static String hash(String token) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(token.getBytes(UTF_8), ALGORITHM));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(PURPOSE.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
