package io.evalstream.devcluster;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where a development cluster listens and what it keeps.
///
/// @param kafkaPort port of the broker; 0 for any free one
/// @param registryPort port of the schema registry; 0 for any free one
/// @param data folder that outlives the cluster; null to keep nothing
public record DevClusterOptions(int kafkaPort, int registryPort, @Nullable Path data) {

  /// Any free ports, and nothing left behind.
  public static DevClusterOptions ephemeral() {
    return new DevClusterOptions(0, 0, null);
  }
}
