package io.evalstream.alert.simulate;

import io.evalstream.alert.simulate.Contender.Watch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Tries every contender at every volume, on as many threads as are given. The same seed gives the
/// same results, on any number of threads.
public record Simulation(Setting setting) {

  private static final int MINUTES_A_DAY = 24 * 60;
  private static final int DAYS = 30;
  private static final int WARM_UP = 120;
  // A day that ended an hour ago, and the hours that are cut off at both ends.
  private static final int WARM_UP_OF_BASELINE = 27 * 60;
  private static final int LONGEST_INCIDENT = 5 * MINUTES_A_DAY;

  /// What one contender did at one volume.
  ///
  /// @param falseAlarms in 30 days, at each of the quiet rates
  /// @param delays of each jump
  public record Row(
      int volume, Contender contender, List<Double> falseAlarms, List<Delay> delays) {}

  /// How long it took to see a jump, in minutes. An alarm that was on already counts as one minute.
  ///
  /// @param median infinite when more than half were not seen in five days
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
  }

  /// How many trials there are.
  public int size() {
    int trials =
        setting.repetitions() * setting.quietRates().size()
            + setting.incidents() * setting.jumps().size();
    return Contender.values().length * setting.volumes().size() * trials;
  }

  /// @param done is told of each trial that is over, on any thread
  public List<Row> run(int threads, Runnable done) throws InterruptedException {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Row> rows = new ArrayList<>();
      List<Cell> cells = new ArrayList<>();
      for (int volume : setting.volumes()) {
        for (Contender contender : Contender.values()) {
          cells.add(new Cell(volume, contender, pool, done));
        }
      }
      cells.forEach(Cell::start);
      for (Cell cell : cells) {
        rows.add(cell.row());
      }
      return rows;
    }
  }

  /// The trials of one contender at one volume.
  private final class Cell {

    private final int volume;
    private final Contender contender;
    private final ExecutorService pool;
    private final Runnable done;
    private final List<List<Future<Double>>> alarms = new ArrayList<>();
    private final List<List<Future<Double>>> delays = new ArrayList<>();

    Cell(int volume, Contender contender, ExecutorService pool, Runnable done) {
      this.volume = volume;
      this.contender = contender;
      this.pool = pool;
      this.done = done;
    }

    void start() {
      for (double rate : setting.quietRates()) {
        Traffic traffic = Traffic.of(volume, rate);
        alarms.add(trials(setting.repetitions(), random -> alarms(traffic, random)));
      }
      Traffic before = Traffic.of(volume, setting.rateBefore());
      for (double jump : setting.jumps()) {
        Traffic after = Traffic.of(volume, Math.min(1, jump * setting.limit()));
        delays.add(trials(setting.incidents(), random -> delay(before, after, random)));
      }
    }

    private List<Future<Double>> trials(int count, Trial trial) {
      List<Future<Double>> futures = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        SplittableRandom random = new SplittableRandom(setting.seed() + i);
        futures.add(
            pool.submit(
                () -> {
                  double result = trial.run(random);
                  done.run();
                  return result;
                }));
      }
      return futures;
    }

    private double alarms(Traffic traffic, SplittableRandom random) {
      Watch watch = contender.start(setting);
      boolean before = warmUp(watch, traffic, random);
      int alarms = 0;
      for (int minute = 0; minute < setting.days() * MINUTES_A_DAY; minute++) {
        boolean on = watch.isOn(traffic.next(random));
        alarms += on && !before ? 1 : 0;
        before = on;
      }
      return (double) alarms * DAYS / setting.days();
    }

    private double delay(Traffic before, Traffic after, SplittableRandom random) {
      Watch watch = contender.start(setting);
      warmUp(watch, before, random);
      for (int minute = 1; minute <= LONGEST_INCIDENT; minute++) {
        if (watch.isOn(after.next(random))) {
          return minute;
        }
      }
      return Double.POSITIVE_INFINITY;
    }

    Row row() throws InterruptedException {
      List<Double> rates = new ArrayList<>();
      for (List<Future<Double>> trials : alarms) {
        rates.add(Arrays.stream(results(trials)).average().orElse(0));
      }
      List<Delay> found = new ArrayList<>();
      for (List<Future<Double>> trials : delays) {
        found.add(Delay.of(results(trials)));
      }
      return new Row(volume, contender, rates, found);
    }
  }

  private boolean warmUp(Watch watch, Traffic traffic, SplittableRandom random) {
    boolean on = false;
    int minutes = setting.baseline() ? WARM_UP_OF_BASELINE : WARM_UP;
    for (int minute = 0; minute < minutes; minute++) {
      on = watch.isOn(traffic.next(random));
    }
    return on;
  }

  /// One trial.
  private interface Trial {

    double run(SplittableRandom random);
  }

  private static double[] results(List<Future<Double>> trials) throws InterruptedException {
    double[] results = new double[trials.size()];
    for (int i = 0; i < results.length; i++) {
      try {
        results[i] = trials.get(i).get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a trial failed", e);
      }
    }
    return results;
  }
}
