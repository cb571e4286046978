package io.evalstream.alert.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Tries contenders at every volume, on as many threads as are given. The same seed gives the same
/// results, on any number of threads.
///
/// @param contenders in the order in which they are told
public record Simulation(Setting setting, List<Contender> contenders) {

  public Simulation {
    contenders = List.copyOf(contenders);
  }

  /// What one contender did at one volume.
  ///
  /// @param falseAlarms in 30 days, at each of the quiet rates
  /// @param delays of each jump
  /// @param ends of the incident, for each rate that it goes back to
  /// @param alarmsADay at each of the rates that stay above
  public record Row(
      int volume,
      Contender contender,
      List<Double> falseAlarms,
      List<Delay> delays,
      List<End> ends,
      List<Double> alarmsADay) {}

  /// How an incident ended.
  ///
  /// @param alarms that began in it, on average
  /// @param delay from its end until there was no alarm
  public record End(double alarms, Delay delay) {}

  /// How long it took, in minutes. What was so already counts as one minute.
  ///
  /// @param median infinite when more than half took longer than five days
  /// @param p95 likewise
  /// @param sorted the delay of each trial
  public record Delay(double median, double p95, List<Double> sorted) {

    public Delay {
      sorted = List.copyOf(sorted);
    }

    static Delay of(double[] minutes) {
      double[] sorted = minutes.clone();
      Arrays.sort(sorted);
      return new Delay(at(sorted, 0.5), at(sorted, 0.95), Arrays.stream(sorted).boxed().toList());
    }

    private static double at(double[] sorted, double share) {
      return sorted[Math.min(sorted.length - 1, (int) Math.floor(share * sorted.length))];
    }

    /// The share of trials that took longer than five days.
    public double missed() {
      return (double) sorted.stream().filter(minutes -> minutes.isInfinite()).count()
          / sorted.size();
    }
  }

  /// How many trials there are.
  public int size() {
    int trials =
        setting.repetitions() * (setting.quietRates().size() + setting.ratesAbove().size())
            + setting.incidents() * (setting.jumps().size() + setting.incident().back().size());
    return contenders.size() * setting.volumes().size() * trials;
  }

  /// @param done is told of each trial that is over, on any thread
  public List<Row> run(int threads, Runnable done) {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Row> rows = new ArrayList<>();
      List<Cell> cells = new ArrayList<>();
      for (int volume : setting.volumes()) {
        for (Contender contender : contenders) {
          cells.add(Cell.start(setting, volume, contender, new Cell.Pool(pool, done)));
        }
      }
      for (Cell cell : cells) {
        rows.add(cell.row());
      }
      return rows;
    }
  }
}
