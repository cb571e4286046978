package io.evalstream.notify;

import io.evalstream.event.Alert;
import java.util.Locale;

/// How soon somebody has to look: now, or in working hours.
///
/// A share that is [#PAGE_FROM] times its limit, or what it is compared with, is a page. So is what
/// leaves quality unknown: nothing is judged, or a judge cannot be used.
public enum Severity {
  TICKET,
  PAGE;

  static final double PAGE_FROM = 2;

  static Severity of(Alert alert) {
    return switch (Condition.of(alert)) {
      case ABSENT, UNUSABLE -> PAGE;
      case DRIFT, DISAGREES, OTHER -> TICKET;
      case ABOVE, WORSE, NOT_JUDGED -> times(alert) >= PAGE_FROM ? PAGE : TICKET;
    };
  }

  /// How many times the limit, or what it is compared with, the share is: infinitely many times
  /// zero; not a number where one of them is not known, or both are zero.
  static double times(Alert alert) {
    Double share = new AlertMeasure(alert).share();
    Double limit = new AlertMeasure(alert).limit();
    return share == null || limit == null ? Double.NaN : share / limit;
  }

  static Severity named(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
