package io.evalstream.console.archive;

import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// The file could not be written. Nothing of the batch is in it.
public final class ArchiveFault extends Exception {

  private static final long serialVersionUID = 1L;

  /// What can be done about it.
  public enum Kind {
    /// No space: what is there can still be read. The same batch can be tried again.
    FULL,
    /// What was in the file is lost and it has been made anew: read from the topics again.
    LOST,
    /// The file cannot be opened or written now. The same batch can be tried again.
    BLOCKED
  }

  private final Kind kind;

  ArchiveFault(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  static ArchiveFault of(Exception failure, String path) {
    Kind kind = kindOf(failure);
    String what =
        switch (kind) {
          case FULL -> "no space is left for ";
          case LOST -> "damaged, and is made anew: ";
          case BLOCKED -> "cannot be written: ";
        };
    return of(kind, what + path, failure);
  }

  static ArchiveFault lost(Exception cause, String path) {
    return of(Kind.LOST, "was lost, and is made anew: " + path, cause);
  }

  private static ArchiveFault of(Kind kind, String what, Exception cause) {
    ArchiveFault fault = new ArchiveFault(kind, what + " (" + cause.getMessage() + ")");
    fault.initCause(cause);
    return fault;
  }

  /// Statements that write are the archive's own, so that SQLite finds no fault with them unless
  /// somebody has changed the file.
  private static Kind kindOf(Exception failure) {
    return switch (code(failure)) {
      case SQLITE_FULL -> Kind.FULL;
      case SQLITE_ERROR, SQLITE_SCHEMA -> Kind.LOST;
      default -> isDamage(failure) ? Kind.LOST : Kind.BLOCKED;
    };
  }

  /// Whether the bytes of the file are to blame.
  static boolean isDamage(Exception failure) {
    return switch (code(failure)) {
      case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT -> true;
      case SQLITE_IOERR ->
          failure instanceof SQLiteException sqlite
              && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHORT_READ;
      default -> false;
    };
  }

  /// Whether the statement is to blame, or what was made of the words of a user.
  static boolean isMistake(Exception failure) {
    return code(failure) == SQLiteErrorCode.SQLITE_ERROR;
  }

  private static SQLiteErrorCode code(Exception failure) {
    return failure instanceof SQLiteException sqlite
        ? primary(sqlite.getResultCode())
        : SQLiteErrorCode.UNKNOWN_ERROR;
  }

  /// The low byte of a result code is its kind.
  ///
  /// Source: https://www.sqlite.org/rescode.html#primary_result_codes_versus_extended_result_codes
  private static SQLiteErrorCode primary(SQLiteErrorCode code) {
    return SQLiteErrorCode.getErrorCode(code.code & 0xff);
  }
}
