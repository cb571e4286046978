package io.evalstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Monitor;
import io.evalstream.console.archive.Archive;
import io.evalstream.console.archive.ArchiveState.Condition;
import io.evalstream.console.archive.TraceQuery;
import io.evalstream.console.archive.TraceSummary;
import io.evalstream.topic.EventWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What the console remembers of what the monitor wrote, on two instances and through the loss of a
/// file.
class ConsoleIT {

  private static final String SETTINGS =
      """
      apps:
        - { id: docs-bot, evaluators: [ faithfulness, document_relevance ] }
        - { id: support-bot, evaluators: [ faithfulness, document_relevance ] }
      judges: { default: { api: heuristic } }
      """;

  @TempDir static Path folder;
  @RegisterExtension static final SharedCluster CLUSTER = new SharedCluster();

  @Test
  void twoInstances_aRestart_andALostFile_allTellTheSame() throws Exception {
    Deployment first = new Deployment(CLUSTER.get(), "console", folder.resolve("1"), SETTINGS);
    Deployment second = new Deployment(CLUSTER.get(), "console", folder.resolve("2"), SETTINGS);
    Sample sample = Sample.shipped().first(12);
    List<TraceSummary> traces;

    try (Monitor one = Monitor.start(first.config(), InstantSource.system())) {
      first.replay(sample.write(folder.resolve("rows.jsonl")));
      Eventually.holds(() -> assertThat(traces(one)).hasSize(12));
      writeNoise(first);
      Eventually.holds(() -> assertThat(condition(one)).isEqualTo(Condition.FOLLOWING));
      traces = traces(one);
      assertThat(traces).allSatisfy(trace -> assertThat(trace.marks()).isNotEmpty());

      try (Monitor two = Monitor.start(second.config(), InstantSource.system())) {
        Eventually.holds(() -> assertSame(two.archive(), one.archive()));
        Eventually.holds(
            () ->
                assertThat(two.clusterBoards().funnel())
                    .isNotEmpty()
                    .isEqualTo(one.clusterBoards().funnel()));
        Files.delete(file(first));
        Eventually.holds(() -> assertThat(file(first)).exists());
        Eventually.holds(() -> assertSame(one.archive(), two.archive()));
      }
    }

    try (Monitor again = Monitor.start(first.config(), InstantSource.system())) {
      Eventually.holds(() -> assertThat(traces(again)).isEqualTo(traces));
      first.replay(sample.copies(1).first(2).write(folder.resolve("more.jsonl")));
      Eventually.holds(() -> assertThat(traces(again)).hasSize(14));
      Eventually.holds(() -> assertThat(condition(again)).isEqualTo(Condition.FOLLOWING));
    }
  }

  private static void writeNoise(Deployment deployment) throws Exception {
    try (EventWriter writer = new EventWriter(deployment.clients(), deployment.topics())) {
      writer.sendBytes(deployment.topics().feedback(), "k", new byte[] {1, 2, 3});
      writer.flush();
    }
  }

  private static void assertSame(Archive archive, Archive other) {
    assertThat(archive.state().condition()).isEqualTo(Condition.FOLLOWING);
    assertThat(traces(archive)).isEqualTo(traces(other)).hasSize(12);
    assertThat(archive.latestRates(null, null))
        .isNotEmpty()
        .isEqualTo(other.latestRates(null, null));
  }

  private static Condition condition(Monitor monitor) {
    return monitor.archive().state().condition();
  }

  private static List<TraceSummary> traces(Monitor monitor) {
    return traces(monitor.archive());
  }

  private static List<TraceSummary> traces(Archive archive) {
    return archive
        .traces(
            new TraceQuery(
                null, null, null, null, null, null, null, null, null, null, null, null, 100))
        .items();
  }

  private static Path file(Deployment deployment) throws Exception {
    try (Stream<Path> files = Files.walk(deployment.folder())) {
      return files
          .filter(file -> file.toString().endsWith("console-console.sqlite"))
          .findFirst()
          .orElse(deployment.folder().resolve("none"));
    }
  }
}
