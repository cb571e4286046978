package io.evalstream.devcluster.registry;

import java.util.List;
import java.util.Optional;

/// A version as a client asks for it.
///
/// @param value from 1, or [#LATEST]
record VersionNumber(int value) {

  private static final int LATEST = -1;

  /// Reads a number or `latest`.
  static VersionNumber parse(String text) {
    if (text.equals("latest")) {
      return new VersionNumber(LATEST);
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= 1 || value == LATEST) {
        return new VersionNumber(value);
      }
    } catch (NumberFormatException e) {
      // The answer is the same as for a number out of range.
    }
    throw RegistryFault.invalidVersion(text);
  }

  boolean isLatest() {
    return value == LATEST;
  }

  /// The version that is meant, among versions that go from old to new.
  Optional<SubjectVersion> among(List<SubjectVersion> versions) {
    if (isLatest()) {
      return versions.reversed().stream().findFirst();
    }
    return versions.stream().filter(version -> version.version() == value).findFirst();
  }
}
