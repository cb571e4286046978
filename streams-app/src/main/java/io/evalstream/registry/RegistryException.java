package io.evalstream.registry;

/// The registry did not do what it was asked.
///
/// The message is one line, names the URL and says what to check.
public final class RegistryException extends RuntimeException {

  /// What it means for who asked.
  public enum Reason {
    /// No URL gave an answer that counts: down, overloaded or failing. May pass; says nothing about
    /// the data at hand.
    UNREACHABLE,
    /// The registry answered no: credentials, an incompatible or invalid schema.
    REFUSED,
    /// The registry does not know the schema, the subject or the version.
    NOT_FOUND,
    /// The registry holds the schema, but it is not Avro or does not parse.
    UNUSABLE
  }

  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final int httpStatus;
  private final int errorCode;

  RegistryException(Reason reason, int httpStatus, int errorCode, String message) {
    super(message);
    this.reason = reason;
    this.httpStatus = httpStatus;
    this.errorCode = errorCode;
  }

  public Reason reason() {
    return reason;
  }

  /// 0 when there was no answer.
  public int httpStatus() {
    return httpStatus;
  }

  /// The registry's own code, such as 40403; 0 when it gave none.
  public int errorCode() {
    return errorCode;
  }
}
