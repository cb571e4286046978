package io.evalstream.devcluster.registry;

/// One version of a subject.
///
/// @param version counts from 1 within the subject
/// @param id of the schema, over all subjects
/// @param deleted softly: hidden, but its schema can still be read by id
record SubjectVersion(String subject, int version, int id, AvroText schema, boolean deleted) {

  SubjectVersion softlyDeleted() {
    return new SubjectVersion(subject, version, id, schema, true);
  }
}
