package io.evalstream.console.page;

import io.evalstream.async.Gate;
import io.evalstream.console.ClusterBoards;
import io.evalstream.console.archive.Archive;
import io.evalstream.rate.RateConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/// Whether the judges work, what they cost, and how far to believe them.
record JudgesPage(
    Archive archive, ClusterBoards boards, List<Gate> gates, RateConfig rates, InstantSource clock)
    implements Function<Asked, Page> {

  private static final Duration DAY = Duration.ofHours(24);

  @Override
  public Page apply(Asked asked) {
    JudgesView view =
        JudgesView.of(
            new JudgesView.Known(
                clock.instant(),
                gates,
                archive.judgeUse(DAY),
                boards.agreements(),
                boards.goldenAgreements(),
                rates.calibration()));
    return Page.live("Judges", "/judges", "judges", view);
  }
}
