package io.evalstream.judgeclient;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Closes what a test has opened, the last thing first.
final class Closing implements AfterEachCallback {

  private final List<AutoCloseable> open = new ArrayList<>();

  <T extends AutoCloseable> T after(T resource) {
    open.add(resource);
    return resource;
  }

  @Override
  public void afterEach(ExtensionContext test) throws Exception {
    for (AutoCloseable resource : open.reversed()) {
      resource.close();
    }
  }
}
