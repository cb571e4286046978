package io.evalstream.console.api;

import io.evalstream.agreement.FeedbackRules;
import io.evalstream.async.Gate;
import io.evalstream.async.GateSettings;
import io.evalstream.console.ClusterBoards;
import io.evalstream.console.archive.Archive;
import io.evalstream.console.archive.SampleArchive;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.event.Feedback;
import io.evalstream.http.Ask;
import io.evalstream.http.HttpConfig;
import io.evalstream.http.HttpPort;
import io.evalstream.metric.FunnelStep;
import io.evalstream.topic.UnpublishedException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The API over an archive of a day, on a port of its own.
final class ServedApi implements AutoCloseable {

  static final Instant NOW = Instant.parse("2026-02-01T12:00:30Z");

  final Archive archive;
  final List<Feedback> published = new ArrayList<>();
  final HttpPort port;
  final Ask ask;
  final ConsoleApi api;

  boolean compared = true;
  // Why nothing can be published; null when it can.
  @Nullable String outage;

  ServedApi(Path folder) throws Exception {
    InstantSource clock = InstantSource.fixed(NOW);
    archive = SampleArchive.fill(folder, NOW);
    EvaluatorLibrary evaluators = EvaluatorLibrary.builtIn();
    Map<String, Set<String>> apps =
        Map.of(
            "docs-bot", Set.of("faithfulness", "document_relevance"),
            "support-bot", Set.of("faithfulness"),
            "shopping-assistant", Set.of("faithfulness"));
    FeedbackRules rules =
        new FeedbackRules(apps.keySet(), evaluators, Duration.ofDays(7), Duration.ofMinutes(5));
    api =
        new ConsoleApi(
            new Sources(
                archive,
                evaluators,
                apps,
                boards(),
                List.of(new Gate("default", GateSettings.withMaxInFlight(8), clock)),
                new Sources.Labelling(rules, () -> compared, this::publish),
                clock));
    port = new HttpPort(new HttpConfig("127.0.0.1", 0, null), List.of(api), clock);
    port.start();
    ask = new Ask(port.port());
  }

  private static ClusterBoards boards() {
    ClusterBoards boards = new ClusterBoards();
    boards.count("0_0", new FunnelStep("docs-bot", "ingest", "received"), 7L);
    boards.count("0_0", new FunnelStep("support-bot", "ingest", "received"), 5L);
    return boards;
  }

  private void publish(Feedback feedback) throws UnpublishedException {
    if (outage != null) {
      throw new UnpublishedException(outage, new IllegalStateException(outage));
    }
    published.add(feedback);
  }

  @Override
  public void close() {
    port.close();
    archive.close();
  }
}
