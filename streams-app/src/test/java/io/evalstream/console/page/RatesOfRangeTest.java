package io.evalstream.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.console.archive.Archive;
import io.evalstream.console.archive.RateQuery;
import io.evalstream.console.archive.SampleArchive;
import io.evalstream.event.EvalRate;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatesOfRangeTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Instant DAY_BEFORE = Windows.NOW.minus(Duration.ofHours(24));

  @Test
  void ofTooMany_theNewestAreRead_oldestFirst(@TempDir Path folder) throws Exception {
    try (Archive archive = SampleArchive.fill(folder, Windows.NOW)) {
      RatesOfRange rates = new RatesOfRange(archive, "docs-bot", "faithfulness", HOUR, DAY_BEFORE);
      List<EvalRate> all = rates.of("all");

      assertThat(all).hasSizeGreaterThan(20).extracting(EvalRate::getWindowStart).isSorted();
      assertThat(rates.of("all", 5)).isEqualTo(all.subList(all.size() - 5, all.size()));
    }
  }

  @Test
  void parts_goOnWhereTheLastOneEnded(@TempDir Path folder) throws Exception {
    try (Archive archive = SampleArchive.fill(folder, Windows.NOW)) {
      List<EvalRate> two = archive.newestRates(query(null, 2)).items();
      String next = archive.newestRates(query(null, 1)).next();

      assertThat(archive.newestRates(query(next, 1)).items()).containsExactly(two.get(1));
    }
  }

  private static RateQuery query(@Nullable String cursor, int limit) {
    return new RateQuery(null, null, "all", null, HOUR, DAY_BEFORE, null, cursor, limit);
  }
}
