package io.evalstream.config;

import java.util.List;

/// A place in the configuration and what stands there.
sealed interface Value {

  String path();

  /// What a person would call it.
  String kind();

  /// Adds a problem for each key below this place that nobody asked for.
  default void reportUnknownKeys() {}

  /// Nobody will read below this place, and a problem says so already.
  default void passOver() {}

  /// A scalar of any type: types are a matter of who reads it.
  record Text(String path, String text) implements Value {

    @Override
    public String kind() {
      return "text";
    }
  }

  /// A list.
  record Many(String path, List<Value> elements) implements Value {

    public Many {
      elements = List.copyOf(elements);
    }

    @Override
    public String kind() {
      return "a list";
    }

    @Override
    public void reportUnknownKeys() {
      elements.forEach(Value::reportUnknownKeys);
    }

    @Override
    public void passOver() {
      elements.forEach(Value::passOver);
    }
  }

  /// A mapping.
  record Mapping(Section section) implements Value {

    @Override
    public String path() {
      return section.path();
    }

    @Override
    public String kind() {
      return "a mapping";
    }

    @Override
    public void reportUnknownKeys() {
      section.reportUnknownKeys();
    }

    @Override
    public void passOver() {
      section.allowAnyKey();
    }
  }

  /// No such key, or a key without a value.
  record Nothing(String path) implements Value {

    @Override
    public String kind() {
      return "nothing";
    }
  }

  /// Something whose problem has been told: reading it is silent.
  record Unreadable(String path) implements Value {

    @Override
    public String kind() {
      return "unreadable";
    }
  }
}
