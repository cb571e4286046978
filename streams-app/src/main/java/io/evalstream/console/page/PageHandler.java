package io.evalstream.console.page;

import io.evalstream.console.archive.Archive;
import io.evalstream.console.archive.UnansweredException;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers requests for pages.
///
/// A page throws an [HttpResponseException] when it cannot show what was asked; its message is
/// shown to people.
record PageHandler(Archive archive, PageWriter writer) {

  private static final Logger LOG = LoggerFactory.getLogger(PageHandler.class);
  private static final String WRITTEN = "console.page";
  private static final String HTML = "text/html; charset=utf-8";

  Handler of(Function<Asked, Page> source) {
    return context -> answer(context, source);
  }

  private void answer(Context context, Function<Asked, Page> source) {
    try {
      Page page = source.apply(Asked.of(context));
      write(context, isPart(context) ? writer.part(page) : whole(context, page));
    } catch (HttpResponseException e) {
      problem(context, e.getStatus(), e.getMessage());
    } catch (UnansweredException e) {
      later(context);
    } catch (RuntimeException e) {
      LOG.atError().addKeyValue("path", context.path()).setCause(e).log("a page failed");
      problem(context, 500, null);
    }
  }

  private String whole(Context context, Page page) {
    @Nullable String query = context.queryString();
    return writer.whole(
        page, Frame.of(archive), context.path() + (query == null ? "" : "?" + query));
  }

  /// For a path that nothing answers. What is answered by the API, or is a page by now, is left.
  void missing(Context context) {
    if (!context.path().startsWith("/api/") && context.attribute(WRITTEN) == null) {
      problem(context, 404, null);
    }
  }

  /// Asks the archive nothing: it is busy enough.
  private void later(Context context) {
    context.status(503);
    context.header("Retry-After", Long.toString(UnansweredException.RETRY_AFTER.toSeconds()));
    Page page = ProblemView.page(503, "The console is busy. Try again in a few seconds.");
    write(context, isPart(context) ? writer.part(page) : writer.whole(page, Frame.UNKNOWN, ""));
  }

  private void problem(Context context, int status, @Nullable String message) {
    context.status(status);
    Page page = ProblemView.page(status, message);
    write(context, isPart(context) ? writer.part(page) : writer.whole(page, frame(), ""));
  }

  private Frame frame() {
    try {
      return Frame.of(archive);
    } catch (RuntimeException e) {
      LOG.atWarn().setCause(e).log("the archive cannot say how it is");
      return Frame.UNKNOWN;
    }
  }

  /// Whether the rest of the page is there already.
  private static boolean isPart(Context context) {
    return "true".equals(context.header("HX-Request"));
  }

  private static void write(Context context, String html) {
    context.attribute(WRITTEN, true);
    context
        .contentType(HTML)
        .header("Cache-Control", "no-store")
        .header("Vary", "HX-Request")
        .result(html);
  }
}
