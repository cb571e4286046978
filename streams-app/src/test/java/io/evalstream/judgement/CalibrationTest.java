package io.evalstream.judgement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationTest {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

  @TempDir private Path folder;

  private static Calibration.Entry entry(@Nullable String app, String judge, long hits) {
    return new Calibration.Entry(
        app, "faithfulness", "v1", judge, null, hits, 2, 3, 15, 1, "rows.jsonl", DAY);
  }

  @Test
  void whatWasWritten_isReadBack() throws Exception {
    Calibration written = new Calibration(List.of(entry(null, "a", 8), entry("shop", "a", 4)));
    Path file = folder.resolve("calibration.json");

    written.write(file);

    assertThat(Calibration.read(file)).isEqualTo(written);
    assertThat(Files.readString(file))
        .contains("\"n\" : 28", "\"sensitivity\" : 0.8,", "\"specificity\" : 0.8333333333333334");
  }

  @Test
  void find_prefersTheAppAndFallsBackToAll() {
    Calibration calibration = new Calibration(List.of(entry(null, "a", 8), entry("shop", "a", 4)));

    assertThat(calibration.find("shop", "faithfulness", "v1", "a")).contains(entry("shop", "a", 4));
    assertThat(calibration.find("docs", "faithfulness", "v1", "a")).contains(entry(null, "a", 8));
    assertThat(calibration.find("docs", "faithfulness", "v2", "a")).isEmpty();
    assertThat(calibration.find("docs", "faithfulness", "v1", "b")).isEmpty();
  }

  @Test
  void newerEntries_takeThePlaceOfThoseAboutTheSame() {
    Calibration calibration = new Calibration(List.of(entry(null, "a", 8), entry(null, "b", 5)));

    assertThat(calibration.with(List.of(entry(null, "a", 9))).entries())
        .containsExactly(entry(null, "b", 5), entry(null, "a", 9));
  }

  @Test
  void otherFiles_areRefusedWithThePlace() throws Exception {
    assertRefused("{oops", "c.json: not JSON");
    assertRefused("{\"format\": 2}", "c.json: format must be 1, was 2");
    assertRefused(
        "{\"format\": 1, \"entries\": [{\"evaluator\": 3}]}",
        "c.json: entries[0]: evaluator must be a text, was 3");
  }

  private void assertRefused(String text, String message) throws Exception {
    Path file = Files.writeString(folder.resolve("c.json"), text);

    assertThatThrownBy(() -> Calibration.read(file))
        .isInstanceOf(InvalidCalibrationException.class)
        .hasMessageContaining(message);
  }
}
