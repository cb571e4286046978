package io.evalstream.console.page;

import io.evalstream.agreement.Standing;
import io.evalstream.alert.DriftBoard;
import io.evalstream.async.Gate;
import io.evalstream.console.archive.JudgeUse;
import io.evalstream.judgement.Calibration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the page of judges shows.
record JudgesView(List<Judge> judges, boolean empty) {

  /// @param health null for a judge that this process does not call through a gate
  record Judge(
      String name,
      String id,
      @Nullable JudgeHealth health,
      List<JudgeUseView> use,
      List<AgreementView> agreements,
      List<GoldenView> golden,
      List<CalibrationView> calibrations) {

    boolean watched() {
      return !golden.isEmpty();
    }

    boolean calibrated() {
      return !calibrations.isEmpty();
    }
  }

  /// What is known at a moment.
  record Known(
      Instant now,
      List<Gate> gates,
      List<JudgeUse> use,
      List<Standing> agreements,
      List<DriftBoard.Standing> golden,
      Calibration calibration) {

    SortedSet<String> names() {
      SortedSet<String> names = new TreeSet<>();
      gates.forEach(gate -> names.add(gate.name()));
      use.forEach(one -> names.add(one.judge()));
      agreements.forEach(one -> names.add(one.subject().judge()));
      golden.forEach(one -> names.add(one.subject().judge()));
      calibration.entries().forEach(entry -> names.add(entry.judge()));
      names.remove("");
      return names;
    }
  }

  static JudgesView of(Known known) {
    List<String> names = List.copyOf(known.names());
    return new JudgesView(
        names.stream().map(name -> judge(name, names.indexOf(name), known)).toList(),
        names.isEmpty());
  }

  private static Judge judge(String name, int number, Known known) {
    return new Judge(
        name,
        "judge-" + number,
        known.gates.stream()
            .filter(gate -> gate.name().equals(name))
            .findFirst()
            .map(JudgeHealth::of)
            .orElse(null),
        known.use.stream().filter(use -> use.judge().equals(name)).map(JudgeUseView::of).toList(),
        known.agreements.stream()
            .filter(standing -> standing.subject().judge().equals(name))
            .map(standing -> AgreementView.of(standing, known.now))
            .toList(),
        known.golden.stream()
            .filter(standing -> standing.subject().judge().equals(name))
            .sorted(Comparator.comparing(standing -> standing.subject().evaluator()))
            .map(standing -> GoldenView.of(standing, known.now))
            .toList(),
        known.calibration.entries().stream()
            .filter(entry -> entry.judge().equals(name))
            .map(CalibrationView::of)
            .toList());
  }
}
