package io.evalstream.registry;

import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// Which schemas are written and read.
///
/// @param autoRegister a schema that the registry does not know is registered; else that is an
///   error
/// @param useLatest without `autoRegister`: write by the latest version of the subject
/// @param normalize let the registry see through differences of spelling
/// @param subjects where schemas are registered
/// @param type what is read; null: what the name of the written record says
public record SchemaUse(
    boolean autoRegister,
    boolean useLatest,
    boolean normalize,
    SubjectStrategy subjects,
    @Nullable Class<? extends SpecificRecord> type) {

  SchemaUse reading(Class<? extends SpecificRecord> other) {
    return new SchemaUse(autoRegister, useLatest, normalize, subjects, other);
  }
}
