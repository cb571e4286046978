package io.evalstream.app;

import static java.util.stream.Collectors.toMap;

import io.evalstream.async.Gate;
import io.evalstream.console.ClusterBoards;
import io.evalstream.console.ConsoleConfig;
import io.evalstream.console.Unanswered;
import io.evalstream.console.api.ConsoleApi;
import io.evalstream.console.api.Sources;
import io.evalstream.console.archive.Archive;
import io.evalstream.console.archive.Retention;
import io.evalstream.console.page.AskedEvaluators;
import io.evalstream.console.page.ConsolePages;
import io.evalstream.console.page.PageConfig;
import io.evalstream.evaluator.Evaluator;
import io.evalstream.event.Feedback;
import io.evalstream.http.Routes;
import io.evalstream.metric.Meters;
import io.evalstream.topic.AckedWriter;
import io.evalstream.topic.UnpublishedException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The console of this instance: what it remembers, and what it answers. Nothing of it can hold the
/// topology up.
final class MonitorConsole implements AutoCloseable {

  private final MonitorConfig config;
  private final List<Gate> gates;
  private final Meters meters;
  private final InstantSource clock;
  private final Archive archive;
  private final ClusterBoards boards = new ClusterBoards();
  private final AckedWriter labels;

  // Null until Kafka has answered, and without a console.
  private @Nullable ConsoleFeed archiveFeed;
  private @Nullable BoardFeed boardFeed;

  MonitorConsole(MonitorConfig config, List<Gate> gates, Meters meters, InstantSource clock) {
    this.config = config;
    this.gates = List.copyOf(gates);
    this.meters = meters;
    this.clock = clock;
    ConsoleConfig console = config.console();
    this.archive = new Archive(new Retention(console.retention(), console.maxBytes()), clock);
    this.labels = new AckedWriter(config.kafka().clients());
  }

  Archive archive() {
    return archive;
  }

  ClusterBoards boards() {
    return boards;
  }

  /// None without a console.
  List<Routes> routes() {
    return config.console().enabled() ? List.of(api(), pages(), new Unanswered()) : List.of();
  }

  private Routes api() {
    return new ConsoleApi(
        new Sources(
            archive,
            config.evaluators(),
            config.apps().entrySet().stream()
                .collect(toMap(Map.Entry::getKey, app -> app.getValue().evaluators().keySet())),
            boards,
            gates,
            new Sources.Labelling(config.feedbackRules(), config.agreement()::isOn, this::publish),
            clock));
  }

  private void publish(Feedback feedback) throws UnpublishedException {
    labels.publish(config.kafka().topics().feedback(), feedback.getTraceId(), feedback);
  }

  private Routes pages() {
    return new ConsolePages(
        archive,
        boards,
        gates,
        new PageConfig(config.rates(), config.alerts(), config.notifying(), asked()),
        clock);
  }

  private AskedEvaluators asked() {
    return new AskedEvaluators(
        config.evaluators(),
        config.apps(),
        config.judges().judgeOf(),
        config.evaluators().all().stream()
            .collect(toMap(Evaluator::id, evaluator -> config.judges().explain(evaluator.id()))));
  }

  /// Begins to read. Kafka has to be there, with its topics.
  void follow(String clusterId) {
    if (config.console().enabled()) {
      archiveFeed = ConsoleFeed.start(config, clusterId, archive, meters, clock);
      boardFeed =
          BoardFeed.start(config.kafka(), boards, config.judgeWatch().drift(), archive::remark);
    }
  }

  @Override
  public void close() {
    if (archiveFeed != null) {
      archiveFeed.close();
    }
    if (boardFeed != null) {
      boardFeed.close();
    }
    labels.close();
    archive.close();
  }
}
