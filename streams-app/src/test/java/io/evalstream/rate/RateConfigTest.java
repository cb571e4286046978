package io.evalstream.rate;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Configs;
import io.evalstream.config.Section;
import io.evalstream.judgement.Calibration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RateConfigTest {

  private static final Calibration CALIBRATION =
      new Calibration(
          List.of(
              new Calibration.Entry(
                  null,
                  "toxicity",
                  "1",
                  "default",
                  null,
                  1,
                  2,
                  3,
                  4,
                  5,
                  "rows.jsonl",
                  LocalDate.of(2026, 3, 1))));

  private static final Duration OLDEST = Duration.ofHours(2);

  @TempDir private Path folder;

  private static RateConfig read(Section section) {
    return RateConfig.read(section, OLDEST);
  }

  @Test
  void nothingGiven_isTheDefault() throws Exception {
    assertThat(Configs.read("", RateConfigTest::read))
        .isEqualTo(
            new RateConfig(
                List.of(Duration.ofMinutes(1), Duration.ofHours(1)),
                Duration.ofMinutes(2),
                List.of(),
                50,
                OLDEST.plusHours(1),
                5,
                new Calibration(List.of())));
  }

  @Test
  void everyKey_isMapped() throws Exception {
    Path file = folder.resolve("calibration.json");
    CALIBRATION.write(file);

    assertThat(
            Configs.read(
                "{ windows: [ 10s ], grace: 2s, attributes: [ region, tier ], max_values: 3,"
                    + " keep: 4h, retrieval_k: 7, calibration: %s }".formatted(file),
                RateConfigTest::read))
        .isEqualTo(
            new RateConfig(
                List.of(Duration.ofSeconds(10)),
                Duration.ofSeconds(2),
                List.of("region", "tier"),
                3,
                Duration.ofHours(4),
                7,
                CALIBRATION));
  }

  @Test
  void whatWouldCountTwice_isAProblem() {
    assertThat(
            Configs.problems(
                "{ windows: [ 1m, 60s ], attributes: [ region, model, region ] }",
                RateConfigTest::read))
        .containsExactly(
            "windows must differ from each other, was 60s",
            "attributes must differ from each other and from [all, model, prompt_version], was"
                + " model",
            "attributes must differ from each other and from [all, model, prompt_version], was"
                + " region");
  }

  @Test
  void windowsOutOfRange_areAProblem() {
    assertThat(Configs.problems("{ windows: [ 10ms, 8d, soon ] }", RateConfigTest::read))
        .hasSize(3)
        .allMatch(problem -> problem.startsWith("windows must be durations from 1s to 7d, was "));
  }

  @Test
  void calibrationThatIsNoneOrNotThere_isAProblem() throws Exception {
    Path missing = folder.resolve("missing.json");
    Path broken = Files.writeString(folder.resolve("broken.json"), "{oops");

    assertThat(Configs.problems("calibration: " + missing, RateConfigTest::read))
        .containsExactly("calibration must be a file that can be read, was " + missing);
    assertThat(Configs.problems("calibration: " + broken, RateConfigTest::read))
        .singleElement()
        .asString()
        .startsWith(
            "calibration must be a file that benchmark --calibration wrote, was "
                + broken
                + ": not JSON: ");
  }

  @Test
  void windowsThatAreForgottenTooEarly_areAProblem() {
    assertThat(Configs.problems("keep: 2h", RateConfigTest::read))
        .containsExactly(
            "keep must be longer than ingest.max_age, assembly.wait and judging.max_age together,"
                + " 2h, was 2h");
  }
}
