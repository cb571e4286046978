package io.evalstream.console.page;

import io.evalstream.async.Gate;
import io.evalstream.console.ClusterBoards;
import io.evalstream.console.archive.Archive;
import io.evalstream.http.Routes;
import io.javalin.config.RoutesConfig;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// The pages of the console. Each is a class of its own that takes what it needs, makes a [Page] of
/// what was [Asked], and is registered here.
public final class ConsolePages implements Routes {

  private final Assets assets = new Assets();
  private final PageHandler handler;
  private final Map<String, Function<Asked, Page>> pages = new TreeMap<>();

  /// @param gates of the judges of this process
  public ConsolePages(
      Archive archive,
      ClusterBoards boards,
      List<Gate> gates,
      PageConfig config,
      InstantSource clock) {
    this.handler = new PageHandler(archive, new PageWriter(new Templates(), assets));
    pages.put("/", new OverviewPage(archive, boards, config, clock));
    pages.put("/alerts", new AlertsPage(archive, config.notifying(), clock));
    pages.put("/judges", new JudgesPage(archive, boards, gates, config.rates(), clock));
    EvaluatorPage evaluator = new EvaluatorPage(archive, config, clock);
    pages.put("/apps/{app}/{evaluator}", evaluator);
    pages.put("/apps", evaluator);
    pages.put(
        EmbeddingsPage.PATH,
        new EmbeddingsPage(
                archive::embeddings, archive::revision, () -> archive.values("app"), clock)
            ::page);
    addTraces(new TracePages(archive, config.evaluators(), clock));
    addEvaluators(new EvaluatorPages(archive, config.asked()));
  }

  private void addTraces(TracePages traces) {
    pages.put("/traces", traces::list);
    pages.put("/traces/{trace_id}", traces::trace);
    pages.put("/trace", traces::trace);
    pages.put("/trace/labels", traces::labels);
  }

  private void addEvaluators(EvaluatorPages evaluators) {
    pages.put("/evaluators", evaluators::list);
    pages.put("/evaluators/{id}", evaluators::definition);
    pages.put("/evaluator", evaluators::definition);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/assets/{name}", assets::answer);
    pages.forEach((path, page) -> routes.get(path, handler.of(page)));
    routes.error(404, "text/html", handler::missing);
  }
}
