package io.evalstream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.metric.Metric;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Keeps the dashboards in step with the list of metrics, and useful to somebody who was woken up.
class DashboardsTest {

  /// Metrics that are on no dashboard, each with a reason.
  private static final Map<Metric, String> NOT_SHOWN = Map.of();

  /// The units of Grafana that are used here; a unit that it does not know is shown as a suffix.
  private static final Set<String> UNITS =
      Set.of("none", "short", "percentunit", "s", "bytes", "cps", "reqps", "currencyUSD");

  private static final int WIDTH = 24;
  private static final int LEAST_WORDS = 6;

  static List<Dashboard> dashboards() {
    return Dashboard.all();
  }

  record Panel(String dashboard, JsonNode json) {

    String title() {
      return json.path("title").asText();
    }

    @Override
    public String toString() {
      return dashboard + ": " + title();
    }
  }

  static Stream<Panel> panels() {
    return dashboards().stream()
        .flatMap(board -> board.panels().stream().map(panel -> new Panel(board.title(), panel)));
  }

  static Stream<Dashboard.Query> queries() {
    return dashboards().stream().flatMap(dashboard -> dashboard.queries().stream());
  }

  @Test
  void thereAreFive() {
    assertThat(dashboards())
        .extracting(dashboard -> dashboard.json().path("uid").asText() + ".json")
        .containsExactlyElementsOf(dashboards().stream().map(Dashboard::file).toList())
        .hasSize(5);
  }

  @ParameterizedTest
  @MethodSource("queries")
  void query_namesWhatExists(Dashboard.Query query) {
    assertThat(new PromQl(query.promQl()).selectors()).isNotEmpty();
    assertThat(new PromQl(query.promQl()).unknown()).isEmpty();
  }

  /// A 0 that does not need the monitor would be green while it is away; `up` alone is 0 then.
  @ParameterizedTest
  @MethodSource("queries")
  void query_showsNothingWithoutAMonitor(Dashboard.Query query) {
    if (!query.promQl().startsWith("sum(up{")) {
      assertThat(query.promQl()).doesNotContain("vector(");
    }
  }

  @Test
  void everyMetric_isOnADashboard_orHasAReason() {
    Set<String> shown =
        queries()
            .flatMap(query -> new PromQl(query.promQl()).metrics().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> wanted =
        Stream.of(Metric.values())
            .filter(metric -> !NOT_SHOWN.containsKey(metric))
            .map(Metric::prometheusName)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(shown).isEqualTo(wanted);
    assertThat(NOT_SHOWN.values()).allMatch(reason -> reason.endsWith("."));
  }

  /// More than a title: what it means when it looks bad.
  @ParameterizedTest
  @MethodSource("panels")
  void panel_isDescribed(Panel panel) {
    String description = panel.json.path("description").asText();

    assertThat(panel.title()).isNotBlank();
    assertThat(description).endsWith(".").isNotEqualTo(panel.title());
    assertThat(description.split(" ")).hasSizeGreaterThan(LEAST_WORDS);
  }

  @ParameterizedTest
  @MethodSource("panels")
  void panel_hasAUnitThatGrafanaKnows(Panel panel) {
    assertThat(panel.json.path("fieldConfig").path("defaults").path("unit").asText()).isIn(UNITS);
    assertThat(panel.json.findValues("value"))
        .as("units of single fields")
        .filteredOn(JsonNode::isTextual)
        .extracting(JsonNode::asText)
        .filteredOn(value -> value.equals("percent") || value.equals("ms"))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void panels_haveTheirOwnPlacesAndIds(Dashboard dashboard) {
    Set<String> places = new TreeSet<>();
    Set<Integer> ids = new TreeSet<>();
    for (JsonNode panel : dashboard.json().path("panels")) {
      assertThat(ids.add(panel.path("id").asInt())).as("id of %s", panel.path("title")).isTrue();
      JsonNode place = panel.path("gridPos");
      assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(WIDTH);
      for (int x = 0; x < place.path("w").asInt(); x++) {
        for (int y = 0; y < place.path("h").asInt(); y++) {
          String cell = (place.path("x").asInt() + x) + "," + (place.path("y").asInt() + y);
          assertThat(places.add(cell)).as("%s at %s", panel.path("title"), cell).isTrue();
        }
      }
    }
  }

  /// The way from a number to the answers behind it.
  @ParameterizedTest
  @MethodSource("dashboards")
  void dashboard_leadsToTheConsole(Dashboard dashboard) {
    assertThat(dashboard.variables())
        .extracting(each -> each.path("name").asText())
        .contains("console");
    assertThat(dashboard.json().path("links").findValuesAsText("url"))
        .anyMatch(url -> url.startsWith("${console}/"));
    assertThat(dashboard.json().findValuesAsText("url"))
        .allMatch(url -> url.isEmpty() || url.startsWith("${console}/") || url.startsWith("/d/"))
        .filteredOn(url -> url.startsWith("/d/"))
        .allMatch(url -> dashboards().stream().anyMatch(other -> leadsTo(url, other)));
  }

  private static boolean leadsTo(String url, Dashboard dashboard) {
    return url.startsWith("/d/" + dashboard.json().path("uid").asText() + "?");
  }

  /// An interval is drawn as a band: its high end is filled down to its low end.
  @ParameterizedTest
  @MethodSource("panels")
  void interval_isABand(Panel panel) {
    List<String> names = panel.json.path("targets").findValuesAsText("legendFormat");
    if (!names.contains("high")) {
      return;
    }
    assertThat(names).contains("low");
    assertThat(panel.json.path("fieldConfig").path("overrides"))
        .filteredOn(override -> override.path("matcher").path("options").asText().equals("high"))
        .flatExtracting(override -> Dashboard.list(override.path("properties")))
        .filteredOn(property -> property.path("id").asText().equals("custom.fillBelowTo"))
        .extracting(property -> property.path("value").asText())
        .containsExactly("low");
  }
}
