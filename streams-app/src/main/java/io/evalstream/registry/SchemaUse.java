package io.evalstream.registry;

import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// Which schemas are written and read.
///
/// @param choice what is written
/// @param normalize let the registry see through differences of spelling
/// @param subjects where schemas are registered
/// @param place where a record names its schema
/// @param type what is read; null: what the name of the written record says
public record SchemaUse(
    SchemaChoice choice,
    boolean normalize,
    SubjectNaming subjects,
    IdPlace place,
    @Nullable Class<? extends SpecificRecord> type) {

  SchemaUse reading(Class<? extends SpecificRecord> other) {
    return new SchemaUse(choice, normalize, subjects, place, other);
  }
}
