package io.evalstream.config;

import io.evalstream.config.Reading.Breaks;
import io.evalstream.config.Reading.Fits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Texts with `${NAME}` and `${NAME:default}` in them, filled from the environment.
///
/// A variable that is set to nothing counts as set. `$${` stands for `${` itself. What is filled in
/// is not looked at again.
record EnvironmentText(Map<String, String> environment) {

  private static final Pattern REFERENCE =
      Pattern.compile(
          "\\$\\$\\{|\\$\\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(:(?<default>[^}]*))?}|\\$\\{");

  Reading<String> fill(String text) {
    var missing = new ArrayList<String>();
    var filled = new StringBuilder();
    Matcher reference = REFERENCE.matcher(text);
    while (reference.find()) {
      String name = reference.group("name");
      if (name == null && reference.group().equals("${")) {
        return new Breaks<>(
            "has a ${ that opens no ${NAME} or ${NAME:default}", null, "For ${ itself write $${");
      }
      String dflt = reference.group("default");
      String value = name == null ? "${" : environment.getOrDefault(name, dflt);
      if (value == null) {
        missing.add(name);
      } else {
        reference.appendReplacement(filled, Matcher.quoteReplacement(value));
      }
    }
    reference.appendTail(filled);
    return missing.isEmpty() ? new Fits<>(filled.toString()) : unset(missing);
  }

  private static Reading<String> unset(List<String> names) {
    String first = names.getFirst();
    return new Breaks<>(
        names.size() == 1
            ? "environment variable " + first + " is not set"
            : "environment variables " + String.join(", ", names) + " are not set",
        null,
        "Set it or give a default: ${" + first + ":default}");
  }
}
