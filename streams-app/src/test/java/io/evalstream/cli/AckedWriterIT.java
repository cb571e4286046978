package io.evalstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evalstream.app.Feedbacks;
import io.evalstream.devcluster.DevCluster;
import io.evalstream.devcluster.DevClusterOptions;
import io.evalstream.event.Feedback;
import io.evalstream.topic.AckedWriter;
import io.evalstream.topic.UnpublishedException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AckedWriterIT {

  @TempDir private Path folder;

  @Test
  void record_isThereWhenPublishReturns_andAFailureIsTold() throws Exception {
    Feedback label = Feedbacks.human("f1", "t1", "faithfulness", "faithful");
    DevCluster cluster = DevCluster.start(DevClusterOptions.ephemeral());
    Deployment deployment =
        new Deployment(
            cluster,
            "acked",
            folder,
            """
            apps: [ { id: docs-bot, evaluators: [ faithfulness ] } ]
            judges: { default: { api: heuristic } }
            """);
    String topic = deployment.topics().feedback();
    try (AckedWriter writer = new AckedWriter(deployment.clients())) {
      try (cluster) {
        writer.publish(topic, "t1", label);
        assertThat(WholeTopic.read(deployment, topic, Feedback.class)).containsExactly(label);
      }
      assertThatThrownBy(() -> writer.publish(topic, "t1", label))
          .isInstanceOf(UnpublishedException.class)
          .hasMessageStartingWith("no acknowledgement from " + topic + ": ");
    }
  }
}
