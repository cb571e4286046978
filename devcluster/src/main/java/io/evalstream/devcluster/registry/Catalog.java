package io.evalstream.devcluster.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What all events so far amount to: subjects with their versions, schemas with their ids, levels.
///
/// Not safe for threads; [Registry] guards it.
final class Catalog {

  private final Map<String, List<SubjectVersion>> subjects = new TreeMap<>();
  private final Map<Integer, AvroText> schemas = new HashMap<>();
  private final Map<String, Integer> idsByText = new HashMap<>();
  private final Map<String, CompatibilityLevel> levels = new HashMap<>();
  private final Map<String, Integer> highestVersions = new HashMap<>();
  private CompatibilityLevel level = CompatibilityLevel.BACKWARD;

  /// Takes an event in.
  void apply(RegistryEvent event) {
    switch (event) {
      case RegistryEvent.Registered registered -> add(registered);
      case RegistryEvent.Deleted deleted -> delete(deleted);
      case RegistryEvent.LevelSet set -> setLevel(set.subject(), set.level());
    }
  }

  private void add(RegistryEvent.Registered event) {
    AvroText schema = AvroText.parse(event.schema());
    schemas.put(event.id(), schema);
    idsByText.put(schema.text(), event.id());
    highestVersions.merge(event.subject(), event.version(), Math::max);
    subjects
        .computeIfAbsent(event.subject(), any -> new ArrayList<>())
        .add(new SubjectVersion(event.subject(), event.version(), event.id(), schema, false));
  }

  private void delete(RegistryEvent.Deleted event) {
    List<SubjectVersion> versions = subjects.getOrDefault(event.subject(), new ArrayList<>());
    if (!event.permanent()) {
      versions.replaceAll(
          entry -> entry.version() == event.version() ? entry.softlyDeleted() : entry);
      return;
    }
    versions.removeIf(entry -> entry.version() == event.version());
    if (versions.isEmpty()) {
      subjects.remove(event.subject());
    }
  }

  private void setLevel(@Nullable String subject, @Nullable CompatibilityLevel chosen) {
    if (subject == null) {
      level = Objects.requireNonNullElse(chosen, CompatibilityLevel.BACKWARD);
    } else if (chosen == null) {
      levels.remove(subject);
    } else {
      levels.put(subject, chosen);
    }
  }

  /// Names of subjects in alphabetical order.
  ///
  /// @param withDeleted also those that have only deleted versions
  List<String> subjects(boolean withDeleted) {
    return subjects.keySet().stream()
        .filter(subject -> !versions(subject, withDeleted).isEmpty())
        .toList();
  }

  /// The versions of a subject, oldest first; none for an unknown subject.
  List<SubjectVersion> versions(String subject, boolean withDeleted) {
    return subjects.getOrDefault(subject, List.of()).stream()
        .filter(version -> withDeleted || !version.deleted())
        .toList();
  }

  /// Where a schema is in use, in order of subject and version.
  List<SubjectVersion> uses(int id, boolean withDeleted) {
    return subjects.keySet().stream()
        .flatMap(subject -> versions(subject, withDeleted).stream())
        .filter(version -> version.id() == id)
        .toList();
  }

  Optional<AvroText> schema(int id) {
    return Optional.ofNullable(schemas.get(id));
  }

  /// The id of a schema: its own when it is known under any subject, else the next free one.
  int idFor(AvroText schema) {
    return idsByText.getOrDefault(schema.text(), schemas.size() + 1);
  }

  /// The version that a subject gets next; numbers are not used twice.
  int nextVersion(String subject) {
    return highestVersions.getOrDefault(subject, 0) + 1;
  }

  /// The level of all subjects without their own.
  CompatibilityLevel level() {
    return level;
  }

  /// The level that a subject chose for itself.
  Optional<CompatibilityLevel> ownLevel(String subject) {
    return Optional.ofNullable(levels.get(subject));
  }
}
