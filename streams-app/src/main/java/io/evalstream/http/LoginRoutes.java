package io.evalstream.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The login of browsers: the token in, a cookie out.
final class LoginRoutes implements Routes {

  private static final int MOST_BYTES = 16 * 1024;
  private static final String HOME = "/";

  /// A path on this site. Two slashes, or what browsers read as one, would lead elsewhere.
  private static final Pattern LOCAL = Pattern.compile("/(?!/)[!-~&&[^\\\\]]*");

  private final @Nullable Session session;
  private final Attempts attempts;
  private final Template page;

  /// @param session null when no token is asked for
  LoginRoutes(@Nullable Session session, Attempts attempts) {
    this.session = session;
    this.attempts = attempts;
    this.page = Mustache.compiler().compile(template());
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/login", this::show);
    routes.post("/login", this::login);
    routes.post("/logout", this::logout);
  }

  private void show(Context context) {
    String next =
        local(Pairs.read(context.queryString()).getOrDefault("next", List.of("")).getFirst());
    if (session == null || session.hasCookie(context)) {
      context.redirect(next, HttpStatus.SEE_OTHER);
    } else {
      show(context, next, "");
    }
  }

  private void login(Context context) {
    Map<String, List<String>> form = Pairs.read(new String(Body.bytes(context, MOST_BYTES), UTF_8));
    String next = local(form.getOrDefault("next", List.of("")).getFirst());
    if (session == null) {
      context.redirect(next, HttpStatus.SEE_OTHER);
    } else if (session.isToken(form.getOrDefault("token", List.of("")).getFirst())) {
      session.begin(context);
      context.redirect(next, HttpStatus.SEE_OTHER);
    } else if (attempts.areTooMany(context.ip())) {
      context.header("Retry-After", Long.toString(Attempts.PAUSE.toSeconds()));
      context.status(HttpStatus.TOO_MANY_REQUESTS);
      show(context, next, "This is not the token of this monitor, and one of many that were not.");
    } else {
      context.status(HttpStatus.UNAUTHORIZED);
      show(context, next, "This is not the token of this monitor.");
    }
  }

  private void logout(Context context) {
    if (session != null) {
      session.end(context);
    }
    context.redirect("/login", HttpStatus.SEE_OTHER);
  }

  private void show(Context context, String next, String fault) {
    context.html(page.execute(Map.of("next", next, "fault", fault)));
  }

  private static String local(String next) {
    return LOCAL.matcher(next).matches() ? next : HOME;
  }

  private static String template() {
    String path = "/http/login.mustache";
    try (InputStream source =
        Objects.requireNonNull(LoginRoutes.class.getResourceAsStream(path), path)) {
      return new String(source.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }
}
