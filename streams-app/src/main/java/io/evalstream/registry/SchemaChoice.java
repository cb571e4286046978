package io.evalstream.registry;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Which schema of the registry a record is written with.
public sealed interface SchemaChoice {

  /// Whether it must be able to read what the class writes, or nothing is written.
  boolean strict();

  /// That of its class.
  ///
  /// @param register when the registry does not know it; else that is an error
  record Own(boolean register) implements SchemaChoice {

    /// It is what the class writes.
    @Override
    public boolean strict() {
      return false;
    }
  }

  /// The latest version of its subject, whoever registered it.
  ///
  /// @param keep how long the latest is taken for the latest; null: for ever
  record Latest(boolean strict, @Nullable Duration keep) implements SchemaChoice {}

  /// A certain one.
  record Fixed(int id, boolean strict) implements SchemaChoice {}
}
