package io.evalstream.alert.rule;

import org.jspecify.annotations.Nullable;

/// Where an alert writes down what has changed, so that it can go on from there elsewhere.
///
/// Null as content means that the entry is gone.
public interface Journal {

  /// For alerts that end with the program.
  Journal NONE = new Forgetful();

  void memory(AlarmMemory memory);

  /// What came in during a step of the last minutes.
  void bucket(long step, @Nullable Bucket bucket);

  /// What came in during an hour of the last day.
  void hour(long hour, @Nullable Bucket bucket);

  /// What is known of a version.
  void arm(String version, @Nullable Arm arm);

  /// The weight of some labels was cut; nothing to go on from.
  void cut(long labels);

  /// Keeps nothing.
  record Forgetful() implements Journal {

    @Override
    public void memory(AlarmMemory memory) {}

    @Override
    public void bucket(long step, @Nullable Bucket bucket) {}

    @Override
    public void hour(long hour, @Nullable Bucket bucket) {}

    @Override
    public void arm(String version, @Nullable Arm arm) {}

    @Override
    public void cut(long labels) {}
  }
}
