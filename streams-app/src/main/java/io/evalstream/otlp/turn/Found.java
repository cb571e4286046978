package io.evalstream.otlp.turn;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A text that was looked for.
sealed interface Found {

  /// What OpenInference puts in the place of content that must not be sent.
  String REDACTED = "__REDACTED__";

  /// It is there.
  record Text(String text) implements Found {}

  /// It was taken out before it was sent.
  record Hidden() implements Found {}

  /// It is not there.
  record Nothing() implements Found {}

  /// A blank text is none.
  static Found of(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return new Nothing();
    }
    return text.strip().equals(REDACTED) ? new Hidden() : new Text(text);
  }

  /// The first text of several places; that one was hidden is remembered.
  default Found or(Supplier<Found> other) {
    if (this instanceof Text) {
      return this;
    }
    Found next = other.get();
    return next instanceof Nothing ? this : next;
  }

  /// The first text of places that are looked at in order.
  static <T> Found first(Iterable<T> places, Function<? super T, Found> look) {
    Found found = new Nothing();
    for (T place : places) {
      found = found.or(() -> look.apply(place));
    }
    return found;
  }

  default boolean isText() {
    return this instanceof Text;
  }

  default @Nullable String orNull() {
    return switch (this) {
      case Text(String text) -> text;
      case Hidden() -> null;
      case Nothing() -> null;
    };
  }
}
