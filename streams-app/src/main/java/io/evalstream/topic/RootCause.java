package io.evalstream.topic;

/// What is behind a failure: Kafka's exceptions often only say that something failed.
public final class RootCause {

  private RootCause() {}

  /// The failure itself when nothing is behind it.
  public static Throwable of(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /// Its message.
  public static String message(Throwable failure) {
    return String.valueOf(of(failure).getMessage());
  }
}
