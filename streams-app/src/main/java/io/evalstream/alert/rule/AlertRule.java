package io.evalstream.alert.rule;

import io.evalstream.alert.rule.AlertState.Waits;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rule as the configuration gives it. It has one alert for each app, evaluator and value of its
/// dimension.
///
/// @param evaluator whose labels; [#ANY] when it is not about labels
/// @param app the app that it is about; null for each app on its own
/// @param dimension `all`, `model`, `prompt_version` or an attribute: one alert per value
/// @param over how far back the rate looks that is shown, and that an interval is made of, by the
///   time of arrival
/// @param repeatEvery time between reminders of an alert that fires; null for none
/// @param channels names of the channels that are told
public record AlertRule(
    String name,
    String evaluator,
    @Nullable String app,
    String dimension,
    Condition condition,
    Method method,
    Duration over,
    @Nullable Duration repeatEvery,
    List<String> channels) {

  /// In place of an evaluator.
  public static final String ANY = "*";

  public AlertRule {
    channels = List.copyOf(channels);
  }

  public AlertRule withEvaluator(String id) {
    return new AlertRule(name, id, app, dimension, condition, method, over, repeatEvery, channels);
  }

  /// Two rules with the same definition know the same; one with another begins anew.
  public String definition(Cadence cadence) {
    return condition.definition() + "; " + method.definition(cadence.step());
  }

  Waits waits() {
    return method instanceof Method.Interval(var pendingFor, var resolveAfter, int _)
        ? new Waits(pendingFor, resolveAfter)
        : Waits.NONE;
  }

  double deff() {
    return method instanceof Method.Sequential(double _, double deff) ? deff : 1;
  }
}
