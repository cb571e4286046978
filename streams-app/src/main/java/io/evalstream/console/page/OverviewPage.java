package io.evalstream.console.page;

import io.evalstream.console.ClusterBoards;
import io.evalstream.console.archive.Archive;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;

/// Every app and evaluator at a glance: how much fails now, how that went, and what fires.
record OverviewPage(Archive archive, ClusterBoards boards, PageConfig config, InstantSource clock)
    implements Function<Asked, Page> {

  @Override
  public Page apply(Asked asked) {
    Range range = Range.of(asked);
    Instant now = clock.instant();
    Duration window = range.window(config.rates().windows());
    OverviewView.Known known =
        new OverviewView.Known(
            now,
            range,
            window,
            new RatesOfRange(archive, null, null, window, now.minus(range.length())).of("all"),
            archive.latestRates(null, null),
            archive.standingAlerts(),
            archive.diagnoses(now.minus(range.length())),
            boards.funnel());
    return Page.live(
        "Overview", "/", "overview", OverviewView.of(known, new AlertLimits(config.alerts())));
  }
}
