package io.evalstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.devcluster.DevCluster;
import io.evalstream.devcluster.DevClusterOptions;
import io.evalstream.gate.GateConfig;
import io.evalstream.gate.LabelBook;
import io.evalstream.topic.TopicNames;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class GateFeedIT {

  private final LabelBook book = new LabelBook(GateConfig.OFF, InstantSource.system());

  @Test
  @Timeout(120)
  void kafkaThatGoesAway_isToldInTheBook() throws Exception {
    DevCluster cluster = DevCluster.start(DevClusterOptions.ephemeral());
    try (cluster) {
      KafkaConfig kafka = config(cluster);
      new StartUp(kafka).await();
      try (GateFeed _ = GateFeed.start(kafka, GateConfig.OFF, book, InstantSource.system())) {
        await(() -> book.trouble().isEmpty());

        cluster.close();

        await(() -> book.trouble().isPresent());
        assertThat(book.trouble().orElseThrow()).contains("Kafka does not answer");
      }
    }
  }

  private static void await(BooleanSupplier claim) throws InterruptedException {
    while (!claim.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static KafkaConfig config(DevCluster cluster) {
    return new KafkaConfig(
        Map.of(
            "bootstrap.servers",
            cluster.bootstrapServers(),
            "schema.registry.url",
            cluster.registryUrl()),
        new TopicNames("gate."),
        true,
        1,
        "gate",
        1,
        Path.of("state"));
  }
}
