package io.evalstream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.app.Documents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Keeps rules, runbooks and the list of metrics in step.
class RulesTest {

  private static final Path RUNBOOKS = Documents.page("docs/runbooks");

  static List<JsonNode> alerting() {
    return Rules.alerting();
  }

  static Stream<JsonNode> rules() {
    return Stream.concat(Rules.recording().stream(), Rules.alerting().stream());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void rule_namesWhatExists(JsonNode rule) {
    PromQl expression = new PromQl(rule.path("expr").asText());
    Set<String> recorded =
        Rules.recording().stream().map(each -> each.path("record").asText()).collect(set());

    assertThat(expression.selectors()).isNotEmpty();
    assertThat(expression.unknown()).isEmpty();
    assertThat(expression.selectors())
        .extracting(PromQl.Selector::name)
        .filteredOn(name -> name.contains(":"))
        .isSubsetOf(recorded);
  }

  /// Where it is not, an alert on a job that is not ours would be ours.
  @ParameterizedTest
  @MethodSource("alerting")
  void alert_looksAtOurJobsOnly(JsonNode alert) {
    assertThat(new PromQl(alert.path("expr").asText()).selectors())
        .extracting(PromQl.Selector::matchers)
        .allMatch(matchers -> matchers.contains("job=~\"evalstream.*\""));
  }

  @ParameterizedTest
  @MethodSource("alerting")
  void alert_saysWhatToDo(JsonNode alert) {
    String name = alert.path("alert").asText();
    JsonNode annotations = alert.path("annotations");

    assertThat(name).matches("Evalstream[A-Z][A-Za-z]+");
    assertThat(alert.has("for")).as("for").isTrue();
    assertThat(alert.path("labels").path("severity").asText()).isIn("critical", "warning");
    assertThat(annotations.path("summary").asText()).endsWith(".").doesNotContain("{{");
    assertThat(annotations.path("description").asText()).contains("{{ $");
    assertThat(annotations.path("runbook_url").asText()).isEqualTo("docs/runbooks/" + name + ".md");
    assertThat(Dashboard.all())
        .extracting(dashboard -> "d/" + dashboard.json().path("uid").asText())
        .contains(annotations.path("dashboard").asText());
  }

  @Test
  void eachAlert_hasARunbook_andTheOtherWayRound() throws Exception {
    try (Stream<Path> pages = Files.list(RUNBOOKS)) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Rules.alerting().stream().map(rule -> rule.path("alert").asText() + ".md").toList());
    }
  }

  @ParameterizedTest
  @MethodSource("alerting")
  void runbook_hasItsParts(JsonNode alert) {
    String name = alert.path("alert").asText();

    assertThat(Documents.read(RUNBOOKS.resolve(name + ".md")).lines())
        .startsWith("# " + name)
        .containsSubsequence(
            "## What it means",
            "## How bad it is",
            "## What to look at",
            "## What to do",
            "## When it is a false alarm");
  }

  /// One that fires, and one that is like it and does not.
  @ParameterizedTest
  @MethodSource("alerting")
  void alert_isTestedToFireAndToBeSilent(JsonNode alert) {
    JsonNode tests = Rules.read(Rules.FOLDER.resolve("tests/alerting.test.yml")).path("tests");
    List<Boolean> fires =
        tests.findValues("alert_rule_test").stream()
            .flatMap(list -> Dashboard.list(list).stream())
            .filter(test -> test.path("alertname").equals(alert.path("alert")))
            .map(test -> !test.path("exp_alerts").isEmpty())
            .toList();

    assertThat(fires).contains(true, false);
  }

  private static java.util.stream.Collector<String, ?, Set<String>> set() {
    return Collectors.toSet();
  }
}
