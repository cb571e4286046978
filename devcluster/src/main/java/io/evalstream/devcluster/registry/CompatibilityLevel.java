package io.evalstream.devcluster.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/// What a new version of a subject owes to the versions before it.
enum CompatibilityLevel {
  NONE(false, false, false),
  BACKWARD(true, false, false),
  BACKWARD_TRANSITIVE(true, false, true),
  FORWARD(false, true, false),
  FORWARD_TRANSITIVE(false, true, true),
  FULL(true, true, false),
  FULL_TRANSITIVE(true, true, true);

  private final boolean newReadsOld;
  private final boolean oldReadsNew;
  private final boolean transitive;

  CompatibilityLevel(boolean newReadsOld, boolean oldReadsNew, boolean transitive) {
    this.newReadsOld = newReadsOld;
    this.oldReadsNew = oldReadsNew;
    this.transitive = transitive;
  }

  /// The level of this name in any case.
  static Optional<CompatibilityLevel> named(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return Stream.of(values()).filter(level -> level.name().equals(upper)).findFirst();
  }

  /// What speaks against a new schema; empty when it is compatible.
  ///
  /// @param previous the earlier schemas, oldest first
  List<String> complaints(Schema candidate, List<Schema> previous) {
    List<Schema> owed = transitive || previous.isEmpty() ? previous : List.of(previous.getLast());
    List<String> complaints = new ArrayList<>();
    for (Schema earlier : owed) {
      if (newReadsOld) {
        complaints.addAll(complaints(candidate, earlier, "the new schema cannot read the old"));
      }
      if (oldReadsNew) {
        complaints.addAll(complaints(earlier, candidate, "the old schema cannot read the new"));
      }
    }
    return complaints;
  }

  private static List<String> complaints(Schema reader, Schema writer, String what) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
        .getResult()
        .getIncompatibilities()
        .stream()
        .map(found -> what + ": " + text(found))
        .toList();
  }

  private static String text(Incompatibility found) {
    return found.getType() + " at " + found.getLocation() + ", " + found.getMessage();
  }
}
