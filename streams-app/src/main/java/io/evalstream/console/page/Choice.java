package io.evalstream.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A value that can be chosen in a form.
record Choice(String value, boolean chosen) {

  /// What the form sends.
  String attribute() {
    return ShownText.attribute(value);
  }

  static List<Choice> of(List<String> values, @Nullable String chosen) {
    return values.stream().map(value -> new Choice(value, value.equals(chosen))).toList();
  }
}
