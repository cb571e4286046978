package io.evalstream.devcluster.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The bodies that clients read.
sealed interface RegistryReply {

  /// A schema was registered.
  record Registered(int id) implements RegistryReply {}

  /// The schema of an id.
  record SchemaOnly(String schema) implements RegistryReply {}

  /// A version of a subject.
  record Version(String subject, int version, int id, String schema) implements RegistryReply {

    static Version of(SubjectVersion version) {
      return new Version(
          version.subject(), version.version(), version.id(), version.schema().text());
    }
  }

  /// Where a schema is in use.
  record Use(String subject, int version) implements RegistryReply {

    static Use of(SubjectVersion version) {
      return new Use(version.subject(), version.version());
    }
  }

  /// The result of a check.
  ///
  /// @param messages what speaks against it; null when the client did not ask
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Compatible(
      @JsonProperty("is_compatible") boolean isCompatible, @Nullable List<String> messages)
      implements RegistryReply {}

  /// The level that holds.
  record Level(CompatibilityLevel compatibilityLevel) implements RegistryReply {}

  /// The level that was set.
  record NewLevel(CompatibilityLevel compatibility) implements RegistryReply {}

  /// Whether schemas may be registered.
  record Mode(String mode) implements RegistryReply {

    static final Mode READ_WRITE = new Mode("READWRITE");
  }

  /// A refusal.
  record Refusal(@JsonProperty("error_code") int errorCode, String message)
      implements RegistryReply {}
}
