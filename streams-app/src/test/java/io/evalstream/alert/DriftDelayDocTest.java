package io.evalstream.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Documents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Holds what docs/judge-watch.md says of the alert to a simulation of it, and prints that when the
/// page says something else.
class DriftDelayDocTest {

  private static final String PAGE = "docs/judge-watch.md";
  private static final DriftWatch HOURLY = new DriftWatch(Map.of(), 1, 1_000, null);
  private static final int DAY = 24;
  private static final int WEEK = 7 * DAY;
  private static final int MONTH = 30 * DAY;
  private static final int TRIALS = 101;
  private static final int MONTHS = 20;
  private static final int[] ROWS = {50, 100, 200};
  private static final double[] AGREEMENTS = {0.98, 0.95, 0.9, 0.8};
  private static final double[] FALLS = {0.05, 0.1, 0.2};

  private final Random chance = new Random(1);

  @Test
  void delays_areThoseOfThePage() {
    List<String> table = new ArrayList<>();
    for (int rows : ROWS) {
      for (double agreement : AGREEMENTS) {
        StringBuilder line =
            new StringBuilder(
                String.format(Locale.ROOT, "| %d | %.0f %% |", rows, 100 * agreement));
        for (double fall : FALLS) {
          line.append(' ').append(delay(rows, agreement, fall)).append(" |");
        }
        table.add(line.toString());
      }
    }

    assertThat(Documents.read(Documents.page(PAGE))).contains(String.join("\n", table));
  }

  @Test
  void judgeThatStays_causesFewerThanOneAlarmAMonth() {
    int alarms = 0;
    for (double agreement : AGREEMENTS) {
      for (int month = 0; month < MONTHS; month++) {
        alarms += passesUntilItFires(DriftState.NEW, 100, agreement, MONTH) <= MONTH ? 1 : 0;
      }
    }

    assertThat(alarms).isLessThan(MONTHS * AGREEMENTS.length / 20);
  }

  /// The median, and how many are not found in a week.
  private String delay(int rows, double agreement, double fall) {
    int[] passes = new int[TRIALS];
    for (int trial = 0; trial < TRIALS; trial++) {
      DriftState before = DriftState.NEW;
      for (int pass = 0; pass < DAY; pass++) {
        before = before.after(pass(rows, agreement), HOURLY);
      }
      passes[trial] = passesUntilItFires(before, rows, agreement - fall, WEEK);
    }
    Arrays.sort(passes);
    long missed = Arrays.stream(passes).filter(count -> count > WEEK).count();
    String median = passes[TRIALS / 2] > WEEK ? "-" : String.valueOf(passes[TRIALS / 2]);
    return String.format(Locale.ROOT, "%s (%.0f %%)", median, 100.0 * missed / TRIALS);
  }

  private int passesUntilItFires(DriftState before, int rows, double agreement, int most) {
    DriftState state = before;
    for (int pass = 1; pass <= most; pass++) {
      state = state.after(pass(rows, agreement), HOURLY);
      if (state.firing()) {
        return pass;
      }
    }
    return most + 1;
  }

  private Tally pass(int rows, double agreement) {
    int agreed = 0;
    for (int row = 0; row < rows; row++) {
      agreed += chance.nextDouble() < agreement ? 1 : 0;
    }
    return new Tally(agreed, rows);
  }
}
