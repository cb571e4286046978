package io.evalstream.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.topic.TopicNames;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.topic.KafkaTopicSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Holds the topics and rights for Strimzi to those of the monitor and of its pages.
final class StrimziTest {

  private static final Pattern TOPIC =
      Pattern.compile("(?m)^\\| `([a-z-]+)` \\| .* \\| ([a-z, ]+) \\| [^|]* \\|$");
  private static final Pattern RIGHT =
      Pattern.compile("(?m)^\\| (\\w+) \\| (literal|prefixed) \\| `([^`]*)` \\| ([\\w, ]+) \\|$");

  private static final Map<String, String> OPTIONAL =
      Map.of("gate", "The gate", "otlp_export", "The export of evaluations");

  @Test
  void topics_areThoseOfThePage() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    TOPIC
        .matcher(Repository.text("docs/topics.md"))
        .results()
        .forEach(row -> documented.put("evalstream." + row.group(1), row.group(2)));

    Map<String, String> deployed = new TreeMap<>();
    for (KafkaTopic topic : topics()) {
      deployed.put(
          topic.getMetadata().getName(),
          String.valueOf(topic.getSpec().getConfig().get("cleanup.policy")).replace(",", ", "));
    }

    assertThat(deployed).isEqualTo(documented);
    assertThat(deployed.keySet())
        .containsExactlyInAnyOrderElementsOf(
            TopicNames.shortNames().stream().map(TopicNames.DEFAULT_PREFIX::concat).toList());
  }

  @Test
  void inputs_haveTheSamePartitions() throws IOException {
    assertThat(topics())
        .extracting(KafkaTopic::getSpec)
        .extracting(KafkaTopicSpec::getPartitions)
        .containsOnly(6);
  }

  /// A pod beyond the partitions would have nothing to read.
  @Test
  void scaling_endsAtThePartitions() throws IOException {
    JsonNode object =
        StrictYaml.documents(Repository.text("k8s/components/keda/scaledobject.yaml")).get(1);
    Keda.ScaledObject scaled = StrictYaml.read(object, Keda.ScaledObject.class);

    assertThat(scaled.spec().maxReplicaCount())
        .isEqualTo(topics().getFirst().getSpec().getPartitions());
    assertThat(scaled.spec().triggers().getFirst().metadata())
        .containsEntry("topic", new TopicNames(TopicNames.DEFAULT_PREFIX).chatEvents());
  }

  @Test
  void rights_areThoseOfThePage() throws IOException {
    String page = Repository.text("docs/security.md");
    Map<String, Set<String>> documented = new TreeMap<>();
    for (String title : sections()) {
      String section = page.split("### " + title + "\n", -1)[1].split("\n#", -1)[0];
      RIGHT.matcher(section).results().forEach(row -> add(documented, row));
    }

    assertThat(granted()).isNotEmpty().isEqualTo(documented);
  }

  /// What is on unless it is configured otherwise, and what the shipped configurations turn on.
  private static List<String> sections() throws IOException {
    List<String> sections =
        new ArrayList<>(List.of("The monitor", "The console", "Labels given in the console"));
    for (String file : List.of("k8s/base/monitor.yaml", "k8s/overlays/prod/monitor.yaml")) {
      JsonNode config = StrictYaml.documents(Repository.text(file)).getFirst();
      assertThat(config.has("otlp")).as("%s: otlp needs rights", file).isFalse();
      OPTIONAL.forEach(
          (key, title) -> {
            if (config.has(key) && !sections.contains(title)) {
              sections.add(title);
            }
          });
    }
    return sections;
  }

  private static void add(Map<String, Set<String>> rights, MatchResult row) {
    String resource =
        "%s %s %s"
            .formatted(
                row.group(1).toLowerCase(Locale.ROOT),
                row.group(2).replace("prefixed", "prefix"),
                row.group(3));
    rights
        .computeIfAbsent(resource, absent -> new TreeSet<>())
        .addAll(List.of(row.group(4).split(", ", -1)));
  }

  private static Map<String, Set<String>> granted() throws IOException {
    JsonNode user =
        StrictYaml.documents(Repository.text("k8s/components/strimzi/user.yaml")).getFirst();
    StrictYaml.read(user);
    Map<String, Set<String>> granted = new TreeMap<>();
    for (JsonNode acl : user.at("/spec/authorization/acls")) {
      String resource =
          "%s %s %s"
              .formatted(
                  acl.at("/resource/type").asText().toLowerCase(Locale.ROOT),
                  acl.at("/resource/patternType").asText(),
                  acl.at("/resource/name").asText());
      Set<String> operations = granted.computeIfAbsent(resource, absent -> new TreeSet<>());
      acl.path("operations").forEach(operation -> operations.add(operation.asText()));
    }
    return granted;
  }

  private static List<KafkaTopic> topics() throws IOException {
    List<KafkaTopic> topics = new ArrayList<>();
    for (JsonNode object :
        StrictYaml.documents(Repository.text("k8s/components/strimzi/topics.yaml"))) {
      topics.add(StrictYaml.read(object, KafkaTopic.class));
    }
    return topics;
  }
}
