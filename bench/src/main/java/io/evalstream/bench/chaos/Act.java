package io.evalstream.bench.chaos;

import java.time.Duration;

/// Something that is done to one of the processes. Acts of one lane are done one after the other,
/// those of different lanes side by side.
sealed interface Act {

  /// What an act is done to.
  enum Lane {
    MONITORS,
    BROKER,
    JUDGE
  }

  Lane lane();

  /// @param instance number of the monitor, from 0
  record Kill(int instance) implements OnMonitor {
    @Override
    public String toString() {
      return "kill -9 monitor " + letter();
    }
  }

  /// Starts a monitor that has ended.
  record Start(int instance) implements OnMonitor {
    @Override
    public String toString() {
      return "start monitor " + letter();
    }
  }

  /// Tells a monitor to stop, for good.
  record Stop(int instance) implements OnMonitor {
    @Override
    public String toString() {
      return "stop monitor " + letter();
    }
  }

  /// Tells a monitor to stop, starts it, and waits until it is ready.
  record Restart(int instance) implements OnMonitor {
    @Override
    public String toString() {
      return "restart monitor " + letter();
    }
  }

  /// Tells a monitor to stop, and kills it when the time is over.
  record KillStopping(int instance, Duration time) implements OnMonitor {
    @Override
    public String toString() {
      return "stop monitor %s, and kill -9 it after %d ms".formatted(letter(), time.toMillis());
    }
  }

  /// Waits until a monitor owns partitions.
  record AwaitShare(int instance) implements OnMonitor {
    @Override
    public String toString() {
      return "wait until monitor " + letter() + " has its share";
    }
  }

  /// Lets a monitor stand still.
  record Freeze(int instance, Duration time) implements OnMonitor {
    @Override
    public String toString() {
      return "freeze monitor " + letter() + " for " + time.toMillis() + " ms";
    }
  }

  /// An act on one of the monitors.
  sealed interface OnMonitor extends Act {

    int instance();

    @Override
    default Lane lane() {
      return Lane.MONITORS;
    }

    default String letter() {
      return Instance.letter(instance());
    }
  }

  /// An act on broker and registry.
  enum OnBroker implements Act {
    KILL("kill -9 the broker"),
    STOP("stop the broker"),
    START("start the broker");

    private final String text;

    OnBroker(String text) {
      this.text = text;
    }

    @Override
    public Lane lane() {
      return Lane.BROKER;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /// Lets broker and registry stand still.
  record FreezeBroker(Duration time) implements Act {
    @Override
    public Lane lane() {
      return Lane.BROKER;
    }

    @Override
    public String toString() {
      return "freeze the broker for " + time.toMillis() + " ms";
    }
  }

  /// The judge fails in its way from now on.
  record Trouble(JudgeTrouble kind, int seed) implements Act {
    @Override
    public Lane lane() {
      return Lane.JUDGE;
    }

    @Override
    public String toString() {
      return "judge: " + kind.text();
    }
  }

  /// The judge is well again.
  record Recovery() implements Act {
    @Override
    public Lane lane() {
      return Lane.JUDGE;
    }

    @Override
    public String toString() {
      return "judge: well";
    }
  }
}
