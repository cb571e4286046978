package io.evalstream.otlp;

/// What of a span is worth carrying on.
public interface Keeping {

  /// Whether the span is kept as it is. Of others only some attributes are.
  boolean isWhole(Span span);

  /// Whether an attribute of a span that is not kept whole is.
  boolean ofSpan(String attribute);

  /// Whether an attribute of what sent the span is kept.
  boolean ofResource(String attribute);
}
