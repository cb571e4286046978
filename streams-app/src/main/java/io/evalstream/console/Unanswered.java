package io.evalstream.console;

import io.evalstream.console.archive.UnansweredException;
import io.evalstream.http.Problem;
import io.evalstream.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.HttpStatus;

/// What the port answers where the archive has no answer now: that there will be one later.
public final class Unanswered implements Routes {

  @Override
  public void addTo(RoutesConfig routes) {
    routes.exception(
        UnansweredException.class,
        (e, context) ->
            Problem.later(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "the archive of the console is busy: " + e.getMessage(),
                    UnansweredException.RETRY_AFTER)
                .answer(context));
  }
}
