package io.evalstream.devcluster.registry;

/// A request that the registry refuses, with the code that clients act upon.
final class RegistryFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final int code;

  private RegistryFault(int status, int code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /// The HTTP status.
  int status() {
    return status;
  }

  /// The `error_code` of the body.
  int code() {
    return code;
  }

  static RegistryFault badRequest(String message) {
    return new RegistryFault(400, 400, message);
  }

  static RegistryFault noSubject(String subject) {
    return new RegistryFault(404, 40401, "Subject '" + subject + "' not found.");
  }

  static RegistryFault noVersion(int version) {
    return new RegistryFault(404, 40402, "Version " + version + " not found.");
  }

  static RegistryFault noSchema() {
    return new RegistryFault(404, 40403, "Schema not found");
  }

  static RegistryFault noSchema(String id) {
    return new RegistryFault(404, 40403, "Schema " + id + " not found");
  }

  static RegistryFault alreadyDeleted(String subject) {
    return new RegistryFault(
        404,
        40404,
        "Subject '" + subject + "' was soft deleted. Set permanent=true to delete permanently");
  }

  static RegistryFault notYetDeleted(String subject) {
    return new RegistryFault(
        404,
        40405,
        "Subject '" + subject + "' was not deleted first before being permanently deleted");
  }

  static RegistryFault noLevel(String subject) {
    return new RegistryFault(
        404,
        40408,
        "Subject '" + subject + "' does not have subject-level compatibility configured");
  }

  static RegistryFault noMode(String subject) {
    return new RegistryFault(
        404, 40409, "Subject '" + subject + "' does not have subject-level mode configured");
  }

  static RegistryFault incompatible(String subject, Object details) {
    return new RegistryFault(
        409,
        40901,
        "Schema being registered is incompatible with an earlier schema for subject \""
            + subject
            + "\", details: "
            + details);
  }

  static RegistryFault invalidSchema(String message) {
    return new RegistryFault(422, 42201, message);
  }

  static RegistryFault invalidVersion(String version) {
    return new RegistryFault(
        422,
        42202,
        "The specified version '"
            + version
            + "' is not a valid version id. Allowed values are between [1, 2^31-1] and the string"
            + " \"latest\"");
  }

  static RegistryFault invalidLevel() {
    return new RegistryFault(
        422,
        42203,
        "Invalid compatibility level. Valid values are none, backward, forward, full,"
            + " backward_transitive, forward_transitive, and full_transitive");
  }
}
