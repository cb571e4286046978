package io.evalstream.registry;

/// A schema as one version of a subject.
///
/// @param version counts from 1 within the subject
/// @param id of the schema, over all subjects
public record SubjectVersion(String subject, int version, int id) {}
