package io.evalstream.console.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A name and what belongs to it.
///
/// @param address where to read on; null for nowhere
record Fact(String name, String text, @Nullable String address) {

  /// Facts in their order, without those that are not known.
  static final class Facts {

    private final List<Fact> facts = new ArrayList<>();

    Facts add(String name, @Nullable String text) {
      return add(name, text, null);
    }

    Facts add(String name, @Nullable String text, @Nullable String address) {
      if (text != null && !text.isBlank()) {
        facts.add(new Fact(name, text, address));
      }
      return this;
    }

    Facts add(String name, Instant time) {
      return add(name, Numbers.at(time).text());
    }

    List<Fact> list() {
      return List.copyOf(facts);
    }
  }
}
