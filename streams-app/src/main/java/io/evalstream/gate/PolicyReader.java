package io.evalstream.gate;

import io.evalstream.config.Item;
import io.evalstream.config.Nearest;
import io.evalstream.config.Section;
import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.evaluator.Label;
import io.evalstream.evaluator.Target;
import io.evalstream.sampling.AppSampling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads the policies of the section `gate`: one for all apps, and what is different for some.
///
/// An app without a word of its own has the policy of all. What an app says takes the place of what
/// is said for all, key by key; an empty `block` leaves it without a gate.
record PolicyReader(
    Map<String, AppSampling> apps, EvaluatorLibrary library, Duration patience, Duration maxWait) {

  /// App to policy.
  Map<String, GatePolicy> readAll(Section gate) {
    Map<String, Section> own = gate.named("apps");
    own.forEach(
        (app, section) -> {
          if (!apps.containsKey(app)) {
            section.allowAnyKey();
            gate.problem("apps", "must name apps of the configuration", unknown(app));
          }
        });
    boolean forAll = gate.has("block");
    if (!forAll && own.isEmpty()) {
      gate.problem("block", "must be given, here or for an app under apps", null);
    }
    List<BlockRule> common = rules(gate);
    Words words = Words.read(gate, new Words(null, null, patience), maxWait);
    Map<String, GatePolicy> policies = new HashMap<>();
    apps.forEach(
        (app, sampling) -> {
          Section section = own.getOrDefault(app, gate);
          List<BlockRule> rules = section.has("block") ? rules(section) : common;
          policy(section, Words.read(section, words, maxWait), app, sampling, rules)
              .ifPresent(policy -> policies.put(app, policy));
        });
    if (policies.isEmpty() && forAll && common.isEmpty()) {
      gate.problem("block", "must name at least one evaluator, or leave out the section", null);
    }
    return policies;
  }

  private String unknown(String app) {
    return app
        + Nearest.to(app, apps.keySet()).map(near -> ". Did you mean '" + near + "'?").orElse("");
  }

  private Optional<GatePolicy> policy(
      Section section, Words words, String app, AppSampling sampling, List<BlockRule> rules) {
    if (rules.isEmpty()) {
      return Optional.empty();
    }
    rules.forEach(rule -> expectAsked(section, app, rule.evaluator(), sampling));
    if (words.undecided == null) {
      section.problem(
          "when_undecided",
          "must be given: pass shows answers that are not judged in time, block holds them back",
          null);
    }
    if (words.unsampled == null) {
      rules.forEach(rule -> expectAskedOfAll(section, app, rule.evaluator(), sampling));
    }
    Fallback undecided = Objects.requireNonNullElse(words.undecided, Fallback.BLOCK);
    return Optional.of(
        new GatePolicy(
            rules,
            undecided,
            Objects.requireNonNullElse(words.unsampled, undecided),
            words.patience));
  }

  private static void expectAsked(
      Section section, String app, String evaluator, AppSampling sampling) {
    if (!sampling.evaluators().containsKey(evaluator)) {
      section.problem(
          "block",
          "must name evaluators of the app; give the app a block of its own under gate.apps, or an"
              + " empty one",
          evaluator + ", which is not among those of " + app);
    }
  }

  /// What is known of the others is not left to chance.
  private static void expectAskedOfAll(
      Section section, String app, String evaluator, AppSampling sampling) {
    if (sampling.evaluators().containsKey(evaluator) && !sampling.looksAtAll(evaluator)) {
      section.problem(
          "when_unsampled",
          "must be given where an evaluator looks at a part of the traces only: pass shows the other"
              + " answers, block holds them back",
          "none, for " + evaluator + " of " + app);
    }
  }

  /// What a section says beside its rules; null where it says nothing.
  private record Words(
      @Nullable Fallback undecided, @Nullable Fallback unsampled, Duration patience) {

    /// @param common holds where the section says nothing
    static Words read(Section section, Words common, Duration maxWait) {
      return new Words(
          fallback(section, "when_undecided", common.undecided),
          fallback(section, "when_unsampled", common.unsampled),
          section.duration("wait", common.patience, Duration.ZERO, maxWait));
    }

    private static @Nullable Fallback fallback(
        Section section, String key, @Nullable Fallback common) {
      return section.has(key) ? section.oneOf(key, Fallback.CHOICES, Fallback.BLOCK) : common;
    }
  }

  private List<BlockRule> rules(Section section) {
    List<BlockRule> rules = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Item item : section.items("block")) {
      Optional<BlockRule> rule =
          switch (item) {
            case Item.Scalar(String _, String name) ->
                evaluator(section, "block", name)
                    .map(found -> rule(found, failing(found), Documents.ANY));
            case Item.Mapping(Section mapping) -> rule(mapping);
          };
      rule.ifPresent(
          one -> {
            rules.add(one);
            if (!seen.add(one.evaluator())) {
              section.problem("block", "must name each evaluator once", one.evaluator());
            }
          });
    }
    return rules;
  }

  private Optional<BlockRule> rule(Section section) {
    List<String> names = section.strings("labels");
    Documents documents = section.oneOf("documents", Documents.CHOICES, Documents.ANY);
    return evaluator(section, "evaluator", section.string("evaluator"))
        .map(
            evaluator -> {
              if (section.has("documents") && evaluator.target() != Target.DOCUMENT) {
                section.problem(
                    "documents",
                    "must be left out unless the evaluator looks at each document",
                    evaluator.id() + " looks at " + evaluator.target().wireName());
              }
              Set<String> labels =
                  names.isEmpty() ? failing(evaluator) : labels(section, evaluator, names);
              return rule(evaluator, labels, documents);
            });
  }

  private static BlockRule rule(Evaluator evaluator, Set<String> labels, Documents documents) {
    return new BlockRule(evaluator.id(), labels, evaluator.target() == Target.DOCUMENT, documents);
  }

  private static Set<String> failing(Evaluator evaluator) {
    return evaluator.labels().stream()
        .filter(Label::fails)
        .map(Label::name)
        .collect(Collectors.toSet());
  }

  private static Set<String> labels(Section section, Evaluator evaluator, List<String> names) {
    Set<String> labels = new LinkedHashSet<>();
    for (String name : names) {
      evaluator
          .label(name)
          .ifPresentOrElse(
              label -> labels.add(label.name()),
              () ->
                  section.problem(
                      "labels",
                      "must be labels of " + evaluator.id() + ": " + evaluator.labelNames(),
                      name));
    }
    return labels;
  }

  private Optional<Evaluator> evaluator(Section section, String key, String name) {
    Optional<Evaluator> found = library.find(name);
    if (found.isEmpty() && !name.isEmpty()) {
      String hint =
          Nearest.to(name, library.names())
              .map(near -> "Did you mean '" + near + "'?")
              .orElse("See './evalstream evaluators list'.");
      section.problem(key, "must name a known evaluator", "'" + name + "'. " + hint);
    }
    return found;
  }
}
