package io.evalstream.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.bench.process.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// Runs of the chaos program that must end well.
final class Runs {

  private static final double TRACES_PER_SECOND = 20;
  private static final double MOST = 0.8;
  private static final Path TARGET = Path.of("target");

  private Runs() {}

  static Report chaos(Protocol protocol, long seed, Duration load, Map<ActKind, Integer> acts)
      throws Exception {
    return run(
        new ChaosOptions(seed, load, TRACES_PER_SECOND, protocol, acts, false, folder("chaos-")));
  }

  static Report scaling(Protocol protocol, Duration load) throws Exception {
    return run(
        new ChaosOptions(1, load, TRACES_PER_SECOND, protocol, Map.of(), true, folder("scale-")));
  }

  /// Judgements that wait for a judge in trouble may expire; those of a monitor that is lost must
  /// not.
  static void assertMostIsJudged(Report report) {
    assertThat(report.outcomes().get("judged"))
        .as(report.outcomes().toString())
        .isGreaterThan((long) (MOST * report.judgements()));
  }

  /// Kept in the build folder, without the data when all was well, for those who look for the cause
  /// of a failure.
  private static Path folder(String prefix) throws IOException {
    return Files.createTempDirectory(Files.createDirectories(TARGET), prefix).toAbsolutePath();
  }

  private static Report run(ChaosOptions options) throws Exception {
    System.out.println("files        " + options.folder());
    Report report = ChaosRun.of(options);
    System.out.println(report.text());
    assertThat(report.violations()).as(report.text()).isEmpty();
    assertThat(report.evaluations()).isNotEmpty().hasSize(report.judgements());
    assertThat(report.takeovers()).anySatisfy(lost -> assertThat(lost.times()).isNotEmpty());
    new RunFolder(options.folder()).deleteData();
    return report;
  }
}
