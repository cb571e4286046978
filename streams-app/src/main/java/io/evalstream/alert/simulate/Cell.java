package io.evalstream.alert.simulate;

import io.evalstream.alert.simulate.Course.Episode;
import io.evalstream.alert.simulate.Simulation.Delay;
import io.evalstream.alert.simulate.Simulation.End;
import io.evalstream.alert.simulate.Simulation.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The trials of one contender at one volume, on their way.
///
/// @param quiet alarms a day, by trial, at each quiet rate
/// @param delays by trial, of each jump
/// @param episodes by trial, for each rate that the incident goes back to
/// @param above alarms a day, by trial, at each rate that stays above
record Cell(
    int volume,
    Contender contender,
    List<List<Future<Double>>> quiet,
    List<List<Future<Double>>> delays,
    List<List<Future<Episode>>> episodes,
    List<List<Future<Double>>> above) {

  private static final int DAYS = 30;

  /// Who runs trials.
  ///
  /// @param done is told of each that is over
  record Pool(ExecutorService threads, Runnable done) {

    /// @param trials the n-th of them has always the same seed
    <T> List<Future<T>> run(int trials, long seed, Function<SplittableRandom, T> trial) {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < trials; i++) {
        SplittableRandom random = new SplittableRandom(seed + i);
        futures.add(
            threads.submit(
                () -> {
                  T result = trial.apply(random);
                  done.run();
                  return result;
                }));
      }
      return futures;
    }
  }

  static Cell start(Setting setting, int volume, Contender contender, Pool pool) {
    Course course = new Course(contender, setting.terms());
    Function<Double, Traffic> traffic = rate -> Traffic.of(volume, rate, setting.turns());
    Traffic before = traffic.apply(setting.rateBefore());
    BiFunction<Traffic, Traffic, List<Future<Double>>> alarms =
        (from, to) ->
            pool.run(
                setting.repetitions(),
                setting.seed(),
                random -> course.alarmsADay(from, to, setting.days(), random));
    Incident incident = setting.incident();
    Traffic during = traffic.apply(setting.rate(incident.times()));
    return new Cell(
        volume,
        contender,
        setting.quietRates().stream().map(traffic).map(rate -> alarms.apply(rate, rate)).toList(),
        setting.jumps().stream()
            .map(jump -> traffic.apply(setting.rate(jump)))
            .map(
                after ->
                    pool.run(
                        setting.incidents(),
                        setting.seed(),
                        random -> course.delay(before, after, random)))
            .toList(),
        incident.back().stream()
            .map(back -> traffic.apply(setting.rate(back)))
            .map(
                after ->
                    pool.run(
                        setting.incidents(),
                        setting.seed(),
                        random ->
                            course.episode(before, during, incident.lasting(), after, random)))
            .toList(),
        setting.ratesAbove().stream()
            .map(traffic)
            .map(rate -> alarms.apply(before, rate))
            .toList());
  }

  /// Waits for the results.
  Row row() {
    return new Row(
        volume,
        contender,
        means(quiet, DAYS),
        delays.stream().map(trials -> Delay.of(numbers(results(trials)))).toList(),
        episodes.stream().map(trials -> end(results(trials))).toList(),
        means(above, 1));
  }

  private static List<Double> means(List<List<Future<Double>>> rates, int days) {
    return rates.stream().map(trials -> days * mean(results(trials))).toList();
  }

  private static double mean(List<Double> results) {
    return results.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  private static double[] numbers(List<Double> results) {
    return results.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static End end(List<Episode> episodes) {
    return new End(
        mean(episodes.stream().map(episode -> (double) episode.alarms()).toList()),
        Delay.of(episodes.stream().mapToDouble(Episode::minutesToResolve).toArray()));
  }

  private static <T> List<T> results(List<Future<T>> trials) {
    List<T> results = new ArrayList<>();
    for (Future<T> trial : trials) {
      try {
        results.add(trial.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException("a trial failed", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
    return results;
  }
}
