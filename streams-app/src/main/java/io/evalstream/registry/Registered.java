package io.evalstream.registry;

import java.util.UUID;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/// A schema and what the registry calls it.
///
/// @param guid null: the registry gives none, or was not asked
public record Registered(int id, @Nullable UUID guid, Schema schema) {}
