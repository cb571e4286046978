package io.evalstream.devcluster.registry;

import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/// The rules of the registry: what may be registered, found, checked and deleted.
///
/// Every change is in the log before it is visible. Safe for many threads.
final class Registry {

  private final RegistryLog log;
  private final Catalog catalog = new Catalog();

  Registry(RegistryLog log) {
    this.log = log;
    log.replay().forEach(catalog::apply);
  }

  private void record(RegistryEvent event) {
    log.append(event);
    catalog.apply(event);
  }

  /// Registers a schema, unless the subject has it already.
  synchronized SubjectVersion register(String subject, AvroText schema) {
    Optional<SubjectVersion> known = find(catalog.versions(subject, false), schema);
    if (known.isPresent()) {
      return known.get();
    }
    List<String> complaints =
        level(subject).complaints(schema.schema(), schemas(catalog.versions(subject, false)));
    if (!complaints.isEmpty()) {
      throw RegistryFault.incompatible(subject, complaints);
    }
    int version = catalog.nextVersion(subject);
    int id = catalog.idFor(schema);
    record(new RegistryEvent.Registered(subject, version, id, schema.text()));
    return new SubjectVersion(subject, version, id, schema, false);
  }

  /// The version of a subject that has this schema.
  synchronized SubjectVersion lookup(String subject, AvroText schema, boolean withDeleted) {
    return find(versions(subject, withDeleted), schema).orElseThrow(RegistryFault::noSchema);
  }

  /// Names of subjects in alphabetical order.
  synchronized List<String> subjects(boolean withDeleted) {
    return catalog.subjects(withDeleted);
  }

  /// The versions of a known subject, oldest first.
  synchronized List<SubjectVersion> versions(String subject, boolean withDeleted) {
    List<SubjectVersion> versions = catalog.versions(subject, withDeleted);
    if (versions.isEmpty()) {
      throw RegistryFault.noSubject(subject);
    }
    return versions;
  }

  /// One version of a known subject.
  synchronized SubjectVersion version(String subject, VersionNumber number, boolean withDeleted) {
    return number
        .among(versions(subject, withDeleted))
        .orElseThrow(() -> RegistryFault.noVersion(number.value()));
  }

  synchronized AvroText schema(int id) {
    return catalog.schema(id).orElseThrow(() -> RegistryFault.noSchema(String.valueOf(id)));
  }

  /// Where a known schema is in use.
  synchronized List<SubjectVersion> uses(int id, boolean withDeleted) {
    schema(id);
    return catalog.uses(id, withDeleted);
  }

  /// What speaks against a schema as the next version of a subject; empty when nothing does.
  synchronized List<String> complaints(String subject, AvroText schema) {
    return level(subject).complaints(schema.schema(), schemas(catalog.versions(subject, false)));
  }

  /// What speaks against a schema beside one version. A subject without versions has no latest one,
  /// and nothing speaks against its first.
  synchronized List<String> complaints(String subject, AvroText schema, VersionNumber beside) {
    List<SubjectVersion> versions = catalog.versions(subject, false);
    Optional<SubjectVersion> version = beside.among(versions);
    if (version.isEmpty() && !beside.isLatest()) {
      throw versions.isEmpty()
          ? RegistryFault.noSubject(subject)
          : RegistryFault.noVersion(beside.value());
    }
    return level(subject).complaints(schema.schema(), schemas(version.stream().toList()));
  }

  /// Hides all versions of a subject, or removes them for good when they are hidden already.
  synchronized List<Integer> deleteSubject(String subject, boolean permanent) {
    List<SubjectVersion> all = versions(subject, true);
    boolean hidden = all.stream().allMatch(SubjectVersion::deleted);
    if (permanent && !hidden) {
      throw RegistryFault.notYetDeleted(subject);
    }
    if (!permanent && hidden) {
      throw RegistryFault.alreadyDeleted(subject);
    }
    List<Integer> gone =
        all.stream()
            .filter(version -> permanent || !version.deleted())
            .map(SubjectVersion::version)
            .toList();
    gone.forEach(version -> record(new RegistryEvent.Deleted(subject, version, permanent)));
    return gone;
  }

  /// The level that holds for a subject.
  synchronized CompatibilityLevel level(String subject) {
    return catalog.ownLevel(subject).orElse(catalog.level());
  }

  synchronized CompatibilityLevel globalLevel() {
    return catalog.level();
  }

  /// The level that a subject chose for itself.
  synchronized CompatibilityLevel ownLevel(String subject) {
    return catalog.ownLevel(subject).orElseThrow(() -> RegistryFault.noLevel(subject));
  }

  /// Chooses a level.
  ///
  /// @param subject null for all subjects without their own
  synchronized void setLevel(@Nullable String subject, CompatibilityLevel level) {
    record(new RegistryEvent.LevelSet(subject, level));
  }

  /// Takes the level of a subject back; returns what it was.
  synchronized CompatibilityLevel clearLevel(String subject) {
    CompatibilityLevel was =
        catalog.ownLevel(subject).orElseThrow(() -> RegistryFault.noSubject(subject));
    record(new RegistryEvent.LevelSet(subject, null));
    return was;
  }

  private static Optional<SubjectVersion> find(List<SubjectVersion> versions, AvroText schema) {
    return versions.reversed().stream()
        .filter(version -> version.schema().text().equals(schema.text()))
        .findFirst();
  }

  private static List<Schema> schemas(List<SubjectVersion> versions) {
    return versions.stream().map(version -> version.schema().schema()).toList();
  }
}
