package io.evalstream.console.archive;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a longer list.
///
/// @param next where the next part begins, for the `cursor` of the same query; null when this is
///   the last one
public record Listing<T>(List<T> items, @Nullable String next) {

  public Listing {
    items = List.copyOf(items);
  }
}
