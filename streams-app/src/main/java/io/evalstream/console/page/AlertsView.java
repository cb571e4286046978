package io.evalstream.console.page;

import io.evalstream.console.archive.Listing;
import io.evalstream.event.Alert;
import io.evalstream.notify.NotifyConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the page of alerts shows: what fires now, and every transition, newest first.
///
/// @param fields to filter by
/// @param filtered whether there is a filter
/// @param next address of older transitions; null when there are none
record AlertsView(
    List<FiringLine> firing,
    List<Field> fields,
    boolean filtered,
    List<AlertEntry> entries,
    boolean empty,
    boolean older,
    @Nullable String next) {

  private static final List<String> STATES = List.of("pending", "firing", "resolved", "inactive");

  /// A field of the filter.
  record Field(String name, String label, List<Option> options) {}

  record Option(String value, boolean chosen) {

    /// What the form sends.
    String attribute() {
      return ShownText.attribute(value);
    }
  }

  /// @param standing the newest record of each alert
  static AlertsView of(
      Asked asked, List<Alert> standing, Listing<Alert> found, NotifyConfig config, Instant now) {
    List<AlertEntry> entries =
        found.items().stream().map(alert -> AlertEntry.of(alert, config, now)).toList();
    return new AlertsView(
        standing.stream()
            .filter(alert -> alert.getState().equals("firing"))
            .map(alert -> FiringLine.of(alert, now))
            .toList(),
        List.of(
            field(asked, "app", "App", values(standing, Alert::getApp)),
            field(asked, "rule", "Rule", values(standing, Alert::getRule)),
            field(asked, "state", "State", STATES)),
        Stream.of("app", "rule", "state").anyMatch(name -> asked.text(name) != null),
        entries,
        entries.isEmpty(),
        asked.text("cursor") != null,
        found.next() == null ? null : address(asked, found.next()));
  }

  private static List<String> values(List<Alert> alerts, Function<Alert, String> value) {
    return alerts.stream().map(value).filter(it -> !it.equals("*")).distinct().sorted().toList();
  }

  /// What is asked for can be chosen even when no alert has it.
  private static Field field(Asked asked, String name, String label, List<String> values) {
    @Nullable String chosen = asked.text(name);
    List<Option> options = new ArrayList<>();
    if (chosen != null && !values.contains(chosen)) {
      options.add(new Option(chosen, true));
    }
    values.forEach(value -> options.add(new Option(value, value.equals(chosen))));
    return new Field(name, label, options);
  }

  private static String address(Asked asked, String cursor) {
    return PageAddress.of(
        "/alerts",
        "app",
        asked.text("app"),
        "rule",
        asked.text("rule"),
        "state",
        asked.text("state"),
        "cursor",
        cursor);
  }
}
