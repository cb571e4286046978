package io.evalstream.alert.simulate;

import io.evalstream.alert.simulate.Contender.Watch;
import java.time.Duration;
import java.util.SplittableRandom;

/// One contender through one made-up course of the traffic.
record Course(Contender contender, Terms terms) {

  private static final int MINUTES_A_DAY = 24 * 60;
  private static final int WARM_UP = 120;
  // A day that ended an hour ago, and the hours that are cut off at both ends.
  private static final int WARM_UP_OF_BASELINE = 27 * 60;
  private static final int LONGEST = 5 * MINUTES_A_DAY;

  /// What became of an incident.
  ///
  /// @param alarms that began in it
  /// @param minutesToResolve from its end until there is no alarm; infinite after five days
  record Episode(int alarms, double minutesToResolve) {}

  /// While the rate stays at what it has come to.
  double alarmsADay(Traffic before, Traffic traffic, int days, SplittableRandom random) {
    Watch watch = contender.start(terms);
    boolean on = warmUp(watch, before, random);
    return (double) alarms(watch, on, traffic, days * MINUTES_A_DAY, random) / days;
  }

  private static int alarms(
      Watch watch, boolean before, Traffic traffic, int minutes, SplittableRandom random) {
    boolean was = before;
    int alarms = 0;
    for (int minute = 0; minute < minutes; minute++) {
      boolean on = watch.isOn(traffic.next(random));
      alarms += on && !was ? 1 : 0;
      was = on;
    }
    return alarms;
  }

  /// Minutes from a jump until there is an alarm.
  double delay(Traffic before, Traffic after, SplittableRandom random) {
    Watch watch = contender.start(terms);
    warmUp(watch, before, random);
    return minutesUntil(true, watch, after, random);
  }

  private static double minutesUntil(
      boolean wanted, Watch watch, Traffic traffic, SplittableRandom random) {
    for (int minute = 1; minute <= LONGEST; minute++) {
      if (watch.isOn(traffic.next(random)) == wanted) {
        return minute;
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  /// Through an incident. An alarm that was on before is one of it.
  Episode episode(
      Traffic before, Traffic during, Duration lasting, Traffic after, SplittableRandom random) {
    Watch watch = contender.start(terms);
    warmUp(watch, before, random);
    int alarms = alarms(watch, false, during, (int) lasting.toMinutes(), random);
    return new Episode(alarms, minutesUntil(false, watch, after, random));
  }

  private boolean warmUp(Watch watch, Traffic traffic, SplittableRandom random) {
    boolean on = false;
    int minutes = terms.baseline() ? WARM_UP_OF_BASELINE : WARM_UP;
    for (int minute = 0; minute < minutes; minute++) {
      on = watch.isOn(traffic.next(random));
    }
    return on;
  }
}
