package io.evalstream.evaluator;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A question that is asked of traces, with a closed set of labels that pass or fail.
///
/// @param id the name in configuration, topics and metrics
/// @param aliases other names by which the same evaluator is found
/// @param description one line for people
/// @param custom defined by the operator of the monitor, not built in
public record Evaluator(
    String id,
    List<String> aliases,
    String description,
    Target target,
    Direction direction,
    Inputs inputs,
    Rubric rubric,
    boolean custom) {

  static final String ID_RULE = "[a-z][a-z0-9_]{0,63}";

  public Evaluator {
    aliases = List.copyOf(aliases);
    if (!id.matches(ID_RULE)) {
      throw new IllegalArgumentException("id must match " + ID_RULE + ", was '" + id + "'");
    }
  }

  /// The labels in the order of the definition.
  public List<Label> labels() {
    return rubric.labels();
  }

  /// The names of the labels in the order of the definition.
  public List<String> labelNames() {
    return labels().stream().map(Label::name).toList();
  }

  /// The label of this name or alias, in any case.
  public Optional<Label> label(String nameOrAlias) {
    return labels().stream().filter(label -> label.answersTo(nameOrAlias)).findFirst();
  }

  /// What has to be there and is not; empty when the trace can be judged.
  public List<Requirement> missing(Map<Field, String> fields) {
    return inputs.requires().stream().filter(needed -> !needed.isMetBy(fields)).toList();
  }

  /// A short stable hash of what decides a judgement: two evaluators of the same version give the
  /// same prompt for the same trace. Texts for people are not part of it.
  public String version() {
    return Fingerprint.of(this);
  }
}
