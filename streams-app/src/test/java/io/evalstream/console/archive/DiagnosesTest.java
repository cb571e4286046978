package io.evalstream.console.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagnosesTest {

  private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

  /// Of the day's 360 traces each third one is of docs-bot, one every twelve minutes.
  @Test
  void tracesAreCountedByAppAndDiagnosis(@TempDir Path folder) throws Exception {
    try (Archive archive = SampleArchive.fill(folder, NOW)) {
      Map<String, Map<String, Long>> day = archive.diagnoses(NOW.minus(Duration.ofHours(25)));
      Map<String, Map<String, Long>> hour = archive.diagnoses(NOW.minus(Duration.ofHours(1)));

      assertThat(day).containsOnlyKeys(SampleArchive.APPS);
      assertThat(day.get("docs-bot").keySet()).containsExactly("ok", "ungrounded");
      assertThat(sum(day.get("docs-bot"))).isEqualTo(120);
      assertThat(sum(hour.get("docs-bot"))).isEqualTo(5);
    }
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
