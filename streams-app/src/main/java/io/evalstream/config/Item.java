package io.evalstream.config;

/// An element of a list in which short forms (a name) and long forms (a mapping) mix.
public sealed interface Item {

  /// @param path of the element, such as `evaluators[2]`
  record Scalar(String path, String text) implements Item {}

  record Mapping(Section section) implements Item {}
}
