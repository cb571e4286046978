package io.evalstream.gate;

import java.util.Locale;
import java.util.Map;

/// How many of the documents of a trace must have a label that blocks, for evaluators that look at
/// each document on its own.
public enum Documents {
  /// One is enough: the worst document decides.
  ANY,
  /// Every one: the best document decides.
  ALL;

  static final Map<String, Documents> CHOICES = Map.of("any", ANY, "all", ALL);

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
