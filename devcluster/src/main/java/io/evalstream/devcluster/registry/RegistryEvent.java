package io.evalstream.devcluster.registry;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/// Something that happened to the registry; all events in order are its whole state.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RegistryEvent.Registered.class, name = "registered"),
  @JsonSubTypes.Type(value = RegistryEvent.Deleted.class, name = "deleted"),
  @JsonSubTypes.Type(value = RegistryEvent.LevelSet.class, name = "level_set")
})
sealed interface RegistryEvent {

  /// A subject got a version.
  record Registered(String subject, int version, int id, String schema) implements RegistryEvent {}

  /// A version of a subject was hidden, or removed for good.
  record Deleted(String subject, int version, boolean permanent) implements RegistryEvent {}

  /// A compatibility level was chosen.
  ///
  /// @param subject null for the level of all subjects without their own
  /// @param level null to go back to the level of all subjects
  record LevelSet(@Nullable String subject, @Nullable CompatibilityLevel level)
      implements RegistryEvent {}
}
