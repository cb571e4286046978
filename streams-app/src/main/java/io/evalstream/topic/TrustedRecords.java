package io.evalstream.topic;

import java.util.Set;
import org.apache.avro.util.ClassSecurityValidator;

/// Tells Avro that the generated records of the project may be loaded by the names in schemas.
///
/// Avro loads no class that it was not told to trust, not even one generated from the schema at
/// hand: reading a record, and building one whose defaults hold records, would fail. Trust is
/// global to the JVM; what was trusted before stays so. A JVM that runs none of this code gets the
/// same by `-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.evalstream.event,io.evalstream.state`.
public final class TrustedRecords {

  private static final Set<String> PACKAGES = Set.of("io.evalstream.event", "io.evalstream.state");

  static {
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), type -> PACKAGES.contains(type.getPackageName())));
  }

  private TrustedRecords() {}

  /// To be called before the first record is read or built. Costs nothing when called again.
  public static void trust() {
    // Loading this class is all there is to do.
  }
}
