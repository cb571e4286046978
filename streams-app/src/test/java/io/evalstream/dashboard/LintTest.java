package io.evalstream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds the dashboards to the rules of Grafana's
/// [dashboard-linter](https://github.com/grafana/dashboard-linter/blob/main/docs/index.md), with
/// the exclusions of the file `.lint` beside them. Every exclusion must have a reason and a use.
class LintTest {

  private static final Pattern RANGE = Pattern.compile("\\[([^\\]]+)\\]");
  private static final Pattern ANY_SELECTOR =
      Pattern.compile("\\b[a-zA-Z_:][a-zA-Z0-9_:]*\\{([^}]*)\\}");
  private static final Set<String> LABELLED = Set.of("job", "instance");

  /// A break of a rule.
  ///
  /// @param panel empty when it is one of the dashboard
  record Breach(String rule, String dashboard, String panel) {}

  static List<Dashboard> dashboards() {
    return Dashboard.all();
  }

  @Test
  void rules_areKept_orExcludedWithAReason() {
    Set<Breach> breaches = new java.util.LinkedHashSet<>();
    dashboards().forEach(dashboard -> breaches.addAll(breaches(dashboard)));
    JsonNode exclusions = Rules.read(Dashboard.lint()).path("exclusions");

    assertThat(breaches).allMatch(breach -> isExcluded(exclusions, breach));
    for (String rule : keys(exclusions)) {
      assertThat(exclusions.path(rule).path("reason").asText()).as(rule).endsWith(".");
      for (JsonNode entry : exclusions.path(rule).path("entries")) {
        assertThat(breaches)
            .as("%s: %s is of use", rule, entry)
            .anyMatch(breach -> breach.rule.equals(rule) && covers(entry, breach));
      }
    }
  }

  private static boolean isExcluded(JsonNode exclusions, Breach breach) {
    return Dashboard.list(exclusions.path(breach.rule).path("entries")).stream()
        .anyMatch(entry -> covers(entry, breach));
  }

  private static boolean covers(JsonNode entry, Breach breach) {
    return entry.path("dashboard").asText().equals(breach.dashboard)
        && (!entry.has("panel") || entry.path("panel").asText().equals(breach.panel));
  }

  private static Set<String> keys(JsonNode object) {
    Set<String> keys = new TreeSet<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static List<Breach> breaches(Dashboard dashboard) {
    List<Breach> breaches = new ArrayList<>();
    for (String label : LABELLED) {
      if (dashboard.variables().stream().noneMatch(each -> isTemplate(each, label))) {
        breaches.add(new Breach("template-" + label + "-rule", dashboard.title(), ""));
      }
    }
    for (JsonNode panel : dashboard.panels()) {
      String title = panel.path("title").asText();
      for (JsonNode target : panel.path("targets")) {
        String promQl = target.path("expr").asText();
        for (String label : LABELLED) {
          if (!everySelectorMatches(promQl, label)) {
            breaches.add(new Breach("target-" + label + "-rule", dashboard.title(), title));
          }
        }
        if (RANGE.matcher(promQl).results().anyMatch(LintTest::isOwnInterval)) {
          breaches.add(new Breach("target-rate-interval-rule", dashboard.title(), title));
        }
      }
    }
    return breaches;
  }

  private static boolean isTemplate(JsonNode variable, String label) {
    return variable.path("name").asText().equals(label)
        && variable.path("multi").asBoolean()
        && variable.path("includeAll").asBoolean()
        && variable.path("allValue").asText().equals(".+");
  }

  private static boolean isOwnInterval(java.util.regex.MatchResult range) {
    return !range.group(1).equals("$__rate_interval");
  }

  private static boolean everySelectorMatches(String promQl, String label) {
    return ANY_SELECTOR
        .matcher(promQl)
        .results()
        .allMatch(found -> found.group(1).contains(label + "=~\"$" + label + "\""));
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void datasource_isAVariable_usedByAllPanels(Dashboard dashboard) {
    assertThat(dashboard.variables())
        .filteredOn(each -> each.path("type").asText().equals("datasource"))
        .singleElement()
        .satisfies(
            variable -> {
              assertThat(variable.path("name").asText()).isEqualTo("datasource");
              assertThat(variable.path("label").asText()).isEqualTo("Data source");
              assertThat(variable.path("query").asText()).isEqualTo("prometheus");
            });
    assertThat(dashboard.panels())
        .allSatisfy(
            panel ->
                assertThat(panel.path("datasource").path("uid").asText())
                    .isEqualTo("${datasource}"));
    assertThat(dashboard.panels()).allMatch(panel -> !panel.path("targets").isEmpty());
  }

  /// Values that come up later must be offered, and each list must follow those before it.
  @ParameterizedTest
  @MethodSource("dashboards")
  void variables_areReadAgainAndChained(Dashboard dashboard) {
    Set<String> before = new TreeSet<>();
    for (JsonNode variable : dashboard.variables()) {
      String name = variable.path("name").asText();
      if (variable.path("type").asText().equals("query")) {
        assertThat(variable.path("refresh").asInt()).as(name).isEqualTo(2);
        assertThat(variable.path("query").path("query").asText())
            .as(name)
            .startsWith("label_values(");
        if (!name.equals("job")) {
          assertThat(variable.path("query").path("query").asText()).contains("job=~\"$job\"");
        }
        Pattern.compile("\\$([a-z]+)")
            .matcher(variable.path("query").path("query").asText())
            .results()
            .forEach(used -> assertThat(before).as(name).contains(used.group(1)));
      }
      before.add(name);
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void dashboard_isReadyToBeProvisioned(Dashboard dashboard) {
    JsonNode json = dashboard.json();
    assertThat(json.path("id").isNull()).isTrue();
    assertThat(json.path("editable").asBoolean()).isFalse();
    assertThat(json.path("graphTooltip").asInt()).isEqualTo(1);
    assertThat(json.path("schemaVersion").asInt()).isBetween(39, 41);
    assertThat(json.path("uid").asText()).hasSizeLessThanOrEqualTo(40);
    assertThat(json.path("tags").findValuesAsText("")).isEmpty();
    assertThat(json.path("tags").get(0).asText()).isEqualTo("evalstream");
  }
}
