package io.evalstream.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.dashboard.Dashboard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The variables of a dashboard, chosen one after the other as Grafana chooses them when it is
/// opened.
final class DashboardVariables {

  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), ([a-z_]+)\\)");

  private final Map<String, String> chosen = new LinkedHashMap<>();

  /// @param preferred is taken where there is a choice of one, to look at what has most data
  /// @throws AssertionError when a list is empty
  static DashboardVariables of(
      Dashboard dashboard, PrometheusApi prometheus, List<String> preferred) throws Exception {
    DashboardVariables variables = new DashboardVariables();
    variables.chosen.put("__rate_interval", "20s");
    for (JsonNode variable : dashboard.variables()) {
      if (variable.path("type").asText().equals("query")) {
        variables.choose(dashboard, variable, prometheus, preferred);
      }
    }
    return variables;
  }

  private void choose(
      Dashboard dashboard, JsonNode variable, PrometheusApi prometheus, List<String> preferred)
      throws Exception {
    String query = variable.path("query").path("query").asText();
    Matcher asked = LABEL_VALUES.matcher(query);
    if (!asked.matches()) {
      throw new AssertionError("not a query of label_values: " + query);
    }
    List<String> values = prometheus.labelValues(asked.group(2), in(asked.group(1)));
    if (values.isEmpty()) {
      throw new AssertionError(dashboard.title() + ": no values of " + variable.path("name"));
    }
    String one = preferred.stream().filter(values::contains).findFirst().orElse(values.getFirst());
    boolean all = variable.path("includeAll").asBoolean();
    chosen.put(variable.path("name").asText(), all ? variable.path("allValue").asText() : one);
  }

  /// An expression with the variables filled in.
  String in(String promQl) {
    String filled = promQl;
    for (Map.Entry<String, String> each : chosen.entrySet()) {
      filled = filled.replace("$" + each.getKey(), each.getValue());
    }
    if (filled.contains("$")) {
      throw new AssertionError("a variable is not known: " + filled);
    }
    return filled;
  }
}
