package io.evalstream.cli;

import io.evalstream.devcluster.DevCluster;
import io.evalstream.devcluster.DevClusterOptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A broker and a registry for all tests of a class.
final class SharedCluster implements BeforeAllCallback, AfterAllCallback {

  private @Nullable DevCluster running;

  DevCluster get() {
    return Objects.requireNonNull(running, "the tests have not begun");
  }

  @Override
  public void beforeAll(ExtensionContext tests) {
    running = DevCluster.start(DevClusterOptions.ephemeral());
  }

  @Override
  public void afterAll(ExtensionContext tests) {
    get().close();
  }
}
