package io.evalstream.config;

import org.jspecify.annotations.Nullable;

/// What came of reading one text as a value.
sealed interface Reading<T> {

  record Fits<T>(T value) implements Reading<T> {}

  /// The parts of a [Problem] that are known without the path.
  record Breaks<T>(String rule, @Nullable String was, @Nullable String hint)
      implements Reading<T> {}
}
