package io.evalstream.console.api;

import io.evalstream.agreement.FeedbackRules;
import io.evalstream.async.Gate;
import io.evalstream.console.ClusterBoards;
import io.evalstream.console.archive.Archive;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.event.Feedback;
import io.evalstream.topic.UnpublishedException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Where the API has its answers from.
///
/// @param apps those that are monitored, each with the ids of its evaluators
/// @param gates of the judges of this process
public record Sources(
    Archive archive,
    EvaluatorLibrary evaluators,
    Map<String, Set<String>> apps,
    ClusterBoards boards,
    List<Gate> gates,
    Labelling labelling,
    InstantSource clock) {

  public Sources {
    apps = Map.copyOf(apps);
    gates = List.copyOf(gates);
  }

  /// What becomes of labels that people give here.
  ///
  /// @param rules that the reader of the topic has
  /// @param isCompared whether labels are compared with those of judges
  public record Labelling(FeedbackRules rules, BooleanSupplier isCompared, Sink sink) {}

  /// Takes a label, or says why it was not taken.
  @FunctionalInterface
  public interface Sink {
    void publish(Feedback feedback) throws UnpublishedException;
  }
}
