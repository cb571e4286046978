package io.evalstream.console.page;

import io.evalstream.console.archive.AlertQuery;
import io.evalstream.console.archive.Archive;
import io.evalstream.notify.NotifyConfig;
import java.time.InstantSource;
import java.util.function.Function;

/// What fires, and all that fired before.
record AlertsPage(Archive archive, NotifyConfig config, InstantSource clock)
    implements Function<Asked, Page> {

  private static final int PART = 30;

  @Override
  public Page apply(Asked asked) {
    AlertQuery query =
        new AlertQuery(
            asked.text("app"),
            asked.text("evaluator"),
            asked.text("rule"),
            asked.text("state"),
            null,
            null,
            asked.text("cursor"),
            PART);
    AlertsView view =
        AlertsView.of(
            asked,
            archive.standingAlerts(),
            asked.listed(() -> archive.alerts(query)),
            config,
            clock.instant());
    return Page.live("Alerts", "/alerts", "alerts", view);
  }
}
