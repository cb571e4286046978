package io.evalstream.console.page;

import io.evalstream.console.archive.Archive;
import io.evalstream.http.Routes;
import io.javalin.config.RoutesConfig;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// The pages of the console. Each is a class of its own that takes what it needs, makes a [Page] of
/// what was [Asked], and is registered here.
public final class ConsolePages implements Routes {

  private final Assets assets = new Assets();
  private final PageHandler handler;
  private final Map<String, Function<Asked, Page>> pages = new TreeMap<>();

  public ConsolePages(Archive archive) {
    this.handler = new PageHandler(archive, new PageWriter(new Templates(), assets));
    pages.put(
        EmbeddingsPage.PATH,
        new EmbeddingsPage(
                archive::embeddings,
                archive::revision,
                () -> archive.values("app"),
                InstantSource.system())
            ::page);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/assets/{name}", assets::answer);
    pages.forEach((path, page) -> routes.get(path, handler.of(page)));
    routes.error(
        404,
        "text/html",
        context -> {
          if (!context.path().startsWith("/api/")) {
            handler.problem(context, 404, null);
          }
        });
  }
}
