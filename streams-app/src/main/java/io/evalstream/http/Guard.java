package io.evalstream.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.net.URLEncoder;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who may ask what. Looks at each request before its room does.
///
/// - Health is for probes that know no token, and says nothing that needs one.
/// - With a token: callers send it, or the cookie of the login. Browsers that have neither are sent
///   to the login.
/// - Without one the port is on loopback, and the `Host` must say so: a page of another site whose
///   name was made to lead here (DNS rebinding) has its own name in it.
/// - What writes says its content type, which forms of other sites cannot, and comes from this site
///   as far as the browser tells.
final class Guard {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<HandlerType> READS =
      Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);

  // Null: whoever reaches loopback may ask.
  private final @Nullable Session session;
  private final Attempts attempts;
  private final boolean hasLogin;

  /// @param hasLogin whether browsers can log in at this port
  Guard(@Nullable Session session, Attempts attempts, boolean hasLogin) {
    this.session = session;
    this.attempts = attempts;
    this.hasLogin = hasLogin;
  }

  void look(Context context) {
    AnswerHeaders.put(context);
    if (context.path().startsWith("/health/")) {
      return;
    }
    if (session == null) {
      expectLoopback(context);
    }
    if (!READS.contains(context.method())) {
      expectThisSite(context);
      expectContentType(context);
    }
    if (session != null && !isOpen(context.path()) && !session.isIn(context)) {
      countGuess(context);
      refuse(context);
    }
  }

  /// The login, and what makes it look well.
  private boolean isOpen(String path) {
    return hasLogin && (path.equals("/login") || path.startsWith("/assets/"));
  }

  private void countGuess(Context context) {
    if (Session.isTokenGiven(context) && attempts.areTooMany(context.ip())) {
      throw Problem.later(
              HttpStatus.TOO_MANY_REQUESTS,
              "this is not http.token, and one of many that were not",
              Attempts.PAUSE)
          .exception();
    }
  }

  private static void expectLoopback(Context context) {
    String host = hostOf(context);
    String name = host.replaceFirst(":[0-9]*$", "");
    if (!LOOPBACK.contains(name)) {
      throw Problem.of(
              HttpStatus.FORBIDDEN,
              "without http.token the Host must be localhost, 127.0.0.1 or [::1], was '"
                  + name
                  + "'. Set http.token to use another name")
          .exception();
    }
  }

  private static void expectThisSite(Context context) {
    String site = context.header("Sec-Fetch-Site");
    String origin = context.header("Origin");
    boolean same =
        site == null
            ? origin == null
                || origin.replaceFirst("^https?://", "").equalsIgnoreCase(hostOf(context))
            : site.equals("same-origin") || site.equals("none");
    if (!same) {
      throw Problem.of(HttpStatus.FORBIDDEN, "a page of another site must not write here")
          .exception();
    }
  }

  private static void expectContentType(Context context) {
    String wanted =
        context.path().equals("/login") || context.path().equals("/logout")
            ? "application/x-www-form-urlencoded"
            : "application/json";
    String given = context.contentType();
    String type = given == null ? "" : given.replaceFirst(";.*", "").strip();
    if (!type.equalsIgnoreCase(wanted)) {
      throw Problem.of(
              HttpStatus.UNSUPPORTED_MEDIA_TYPE,
              "Content-Type must be " + wanted + ", was '" + type + "'")
          .exception();
    }
  }

  private void refuse(Context context) {
    if (hasLogin && context.header("HX-Request") != null) {
      context.header("HX-Redirect", "/login");
    } else if (hasLogin && isPage(context)) {
      context.redirect(
          "/login?next=" + URLEncoder.encode(place(context), UTF_8), HttpStatus.SEE_OTHER);
      context.skipRemainingHandlers();
      return;
    }
    context.header("WWW-Authenticate", "Bearer");
    throw Problem.of(
            HttpStatus.UNAUTHORIZED,
            "send the header Authorization: Bearer <http.token>"
                + (hasLogin ? ", or log in at /login" : ""))
        .exception();
  }

  private static boolean isPage(Context context) {
    String accept = context.header("Accept");
    String path = context.path();
    return READS.contains(context.method())
        && accept != null
        && accept.contains("text/html")
        && !path.startsWith("/api/")
        && !path.equals("/metrics");
  }

  private static String place(Context context) {
    String query = context.queryString();
    return query == null
        ? context.req().getRequestURI()
        : context.req().getRequestURI() + "?" + query;
  }

  private static String hostOf(Context context) {
    String host = context.header("Host");
    return host == null ? "" : host.toLowerCase(Locale.ROOT);
  }
}
