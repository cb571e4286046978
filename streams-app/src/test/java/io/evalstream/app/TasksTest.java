package io.evalstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.agreement.AgreementTopology;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.api.Test;

/// Which task has which stores: after a crash a task goes on when all of its own are restored.
class TasksTest {

  private static final Set<String> STORES_OF_AGREEMENT =
      AgreementTopology.stores().stream()
          .map(StoreBuilder::name)
          .collect(Collectors.toUnmodifiableSet());
  private static final String PLAIN =
      """
      kafka: { bootstrap.servers: "none:9092", schema.registry.url: "http://localhost:1" }
      judges: { default: { base_url: "http://localhost:1/v1", model: m } }
      apps: [ { id: docs-bot, evaluators: [ toxicity ] } ]
      """;

  private static BuiltTopology built(String yaml) throws Exception {
    return BuiltTopology.of(MonitorConfig.readText("tasks.yaml", yaml, Map.of()), 3);
  }

  private static BuiltTopology withAgreement() throws Exception {
    return built(PLAIN + "agreement: { remember: 7d }\n");
  }

  @Test
  void judging_restoresNoLabels() throws Exception {
    Set<String> judging = withAgreement().storesOfTheTaskOf("judge");

    assertThat(judging).doesNotContainAnyElementsOf(STORES_OF_AGREEMENT);
    assertThat(judging).isEqualTo(built(PLAIN).storesOfTheTaskOf("judge"));
  }

  @Test
  void labels_areATaskOfTheirOwn() throws Exception {
    assertThat(withAgreement().storesOfTheTaskOf("match"))
        .containsExactlyInAnyOrder("labelled-traces", "label-expiries", "match-funnel");
  }

  @Test
  void spans_areTasksOfTheirOwn() throws Exception {
    BuiltTopology withSpans = built(PLAIN + "otlp: {}\n");

    assertThat(withSpans.storesOfTheTaskOf("unseal")).containsExactly("otlp-funnel");
    assertThat(withSpans.storesOfTheTaskOf("gather"))
        .containsExactlyInAnyOrder("spans", "ended-traces", "span-funnel");
    assertThat(withSpans.storesOfTheTaskOf("judge"))
        .isEqualTo(built(PLAIN).storesOfTheTaskOf("judge"));
  }

  @Test
  void withoutTheSection_thereIsNothingOfSpans() throws Exception {
    assertThat(built(PLAIN).description())
        .asString()
        .doesNotContain("otlp", "spans-by-trace", "unseal", "gather", "ended-traces");
  }

  @Test
  void withoutTheSection_thereIsNoStoreOfAgreement() throws Exception {
    assertThat(built(PLAIN).stores()).isNotEmpty().doesNotContainAnyElementsOf(STORES_OF_AGREEMENT);
    assertThat(built(PLAIN).description())
        .asString()
        .doesNotContain("feedback", "by-trace", "labels-of-judges", "pairs-by-app");
  }
}
