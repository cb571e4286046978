package io.evalstream.topic;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/// Bytes that no decoder understands, now or later: a dead letter.
public class UndecodableException extends SerializationException {

  private static final long serialVersionUID = 1L;

  private final String reasonName;

  /// @param reasonName a short constant such as `not_avro`; becomes a metric label
  public UndecodableException(String reasonName, String message) {
    this(reasonName, message, null);
  }

  protected UndecodableException(String reasonName, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reasonName = reasonName;
  }

  public String reasonName() {
    return reasonName;
  }
}
