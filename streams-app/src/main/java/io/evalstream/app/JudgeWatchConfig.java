package io.evalstream.app;

import io.evalstream.alert.DriftSubject;
import io.evalstream.alert.DriftWatch;
import io.evalstream.config.Section;
import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.judgeclient.ChatApi;
import io.evalstream.judgeclient.JudgeConfig;
import io.evalstream.offline.GoldenSet;
import io.evalstream.offline.RowException;
import io.evalstream.sampling.AppSampling;
import io.evalstream.stats.SequentialTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Golden rows that the judges are asked again and again.
///
/// @param golden the rows
/// @param every time between two rounds
/// @param rows of one round, at most
/// @param drift what is compared, and when a judge has drifted
public record JudgeWatchConfig(GoldenSet golden, Duration every, int rows, DriftWatch drift) {

  /// Nothing is asked.
  public static final JudgeWatchConfig NONE =
      new JudgeWatchConfig(
          new GoldenSet(List.of(), List.of()), Duration.ofHours(1), 1, DriftWatch.NONE);

  private static final String KEY = "judge_watch";
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final int USUAL_ROWS = 200;
  private static final Duration MONTH = Duration.ofDays(30);
  private static final double LEAST_ODDS = 10 * SequentialTest.CALM;

  public boolean isOn() {
    return !drift.bases().isEmpty();
  }

  /// Reads `judge_watch`, and the file that it names.
  static JudgeWatchConfig read(
      Section root, Map<String, AppSampling> apps, EvaluatorLibrary library, JudgesConfig judges) {
    Section section = root.section(KEY);
    Duration every = section.duration("every", NONE.every, SHORTEST, LONGEST);
    int rows = section.integer("rows", USUAL_ROWS, 1, GoldenSet.MOST_ROWS);
    Double lowest =
        section.has("min_agreement")
            ? (Double) section.number("min_agreement", 0.1, 0.1, 0.999)
            : null;
    double falseAlarms = section.number("false_alarms_per_30_days", 1, 0.001, 30);
    Set<String> named = named(section, library);
    Set<String> wanted = section.has("evaluators") ? named : used(apps, library);
    if (!root.has(KEY)) {
      return NONE;
    }
    GoldenSet golden = golden(section, library, wanted);
    for (String evaluator : named) {
      if (!golden.rows().isEmpty() && !golden.evaluators().contains(evaluator)) {
        section.problem(
            "evaluators", "must name evaluators that the file has labels for", evaluator);
      }
    }
    int rounds = golden.rounds(rows);
    Map<DriftSubject, String> bases = bases(golden, library, judges, rounds + " " + lowest);
    double odds = odds(every.multipliedBy(rounds), bases.size(), falseAlarms);
    return new JudgeWatchConfig(golden, every, rows, new DriftWatch(bases, rounds, odds, lowest));
  }

  private static Set<String> named(Section section, EvaluatorLibrary library) {
    Set<String> named = new LinkedHashSet<>();
    for (String name : section.strings("evaluators")) {
      AppConfig.canonicalId(section, "evaluators", name, library)
          .flatMap(library::find)
          .ifPresent(
              evaluator -> {
                if (evaluator.isCoded()) {
                  section.problem(
                      "evaluators", "must name evaluators that a judge is asked for", name);
                } else {
                  named.add(evaluator.id());
                }
              });
    }
    return named;
  }

  private static Set<String> used(Map<String, AppSampling> apps, EvaluatorLibrary library) {
    return apps.values().stream()
        .flatMap(app -> app.evaluators().keySet().stream())
        .filter(id -> library.find(id).filter(found -> !found.isCoded()).isPresent())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Empty when there is a problem with it.
  private static GoldenSet golden(Section section, EvaluatorLibrary library, Set<String> wanted) {
    String name = section.string("file");
    if (name.isEmpty()) {
      return NONE.golden;
    }
    Path file = Path.of(name);
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      section.problem("file", "must be a file that can be read", name);
      return NONE.golden;
    }
    try {
      return checked(section, name, GoldenSet.read(file, library, wanted), wanted);
    } catch (RowException | IOException e) {
      section.problem("file", "must hold one trace in JSON a line", e.getMessage());
      return NONE.golden;
    }
  }

  private static GoldenSet checked(
      Section section, String name, GoldenSet golden, Set<String> wanted) {
    golden
        .problems()
        .forEach(
            problem ->
                section.problem("file", "must have known labels and ids of their own", problem));
    if (golden.rows().isEmpty() && !wanted.isEmpty()) {
      section.problem(
          "file",
          "must have labels {evaluator: label} or document_labels {evaluator: {document id:"
              + " label}} for one of "
              + String.join(", ", wanted),
          name);
    }
    if (golden.rows().size() > GoldenSet.MOST_ROWS) {
      section.problem(
          "file",
          "must have at most " + GoldenSet.MOST_ROWS + " labelled rows",
          String.valueOf(golden.rows().size()));
    }
    return golden;
  }

  /// What makes rounds comparable: the labels, the definition, the model, and how they are held
  /// against each other. Where a model is served is no part of it: that may be the drift.
  private static Map<DriftSubject, String> bases(
      GoldenSet golden, EvaluatorLibrary library, JudgesConfig judges, String rule) {
    Map<DriftSubject, String> bases = new HashMap<>();
    for (String id : golden.evaluators()) {
      Evaluator evaluator = library.find(id).orElseThrow();
      judges
          .of(id)
          .ifPresent(
              judge ->
                  bases.put(
                      new DriftSubject(judge.name(), id),
                      String.join(
                          " ",
                          golden.hash(evaluator),
                          library.version(evaluator),
                          rule,
                          model(judge, judges))));
    }
    return bases;
  }

  /// Of a judge and of those that it asks.
  private static String model(JudgeConfig judge, JudgesConfig judges) {
    String own =
        switch (judge.api()) {
          case JudgeConfig.Panel(List<String> jurors) ->
              jurors.stream().map(juror -> plain(juror, judges)).collect(Collectors.joining("+"));
          case ChatApi _, JudgeConfig.Heuristic _ -> plain(judge.name(), judges);
        };
    return own + judge.habits().confirming().map(other -> "/" + plain(other, judges)).orElse("");
  }

  /// Of a judge that asks nobody else; another one is a problem that has been told.
  private static String plain(String name, JudgesConfig judges) {
    JudgeConfig judge = judges.judges().get(name);
    return judge == null
        ? name
        : switch (judge.api()) {
          case ChatApi chat -> chat.model();
          case JudgeConfig.Heuristic _ -> "heuristic";
          case JudgeConfig.Panel _ -> name;
        };
  }

  /// The budget of false alarms is for all that is compared together.
  private static double odds(Duration pass, int compared, double falseAlarms) {
    double passes = (double) MONTH.toMillis() / pass.toMillis();
    return Math.max(LEAST_ODDS, passes * compared / falseAlarms);
  }
}
