package io.evalstream.registry;

import org.jspecify.annotations.Nullable;

/// How the subject of a record is found.
public sealed interface SubjectNaming {

  /// From the names of topic and record.
  record ByName(SubjectStrategy strategy) implements SubjectNaming {}

  /// Asked of the registry, where people associate topics with subjects.
  ///
  /// @param cluster the namespace of the topic, `-` for the default one
  /// @param otherwise for a topic without an association; null: an error
  record Associated(String cluster, @Nullable SubjectStrategy otherwise) implements SubjectNaming {}
}
