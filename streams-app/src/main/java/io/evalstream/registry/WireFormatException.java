package io.evalstream.registry;

import io.evalstream.topic.UndecodableException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A record that cannot be read, however often it is tried: poison.
public final class WireFormatException extends UndecodableException {

  /// What is wrong with the record.
  public enum Reason {
    /// The bytes do not begin as the wire format of the registry does.
    NOT_AVRO,
    /// The registry does not know the schema that the record names.
    UNKNOWN_SCHEMA_ID,
    /// The bytes do not match their schema, or it does not match the type that is read.
    UNDECODABLE;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /// The name in headers and metrics.
    public String wireName() {
      return wireName;
    }
  }

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  WireFormatException(Reason reason, String message, @Nullable Throwable cause) {
    super(reason.wireName(), message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
