package io.evalstream.devcluster.stub;

import java.util.Locale;

/// What is wrong with the account of all callers, or with the provider, as long as it lasts.
public enum AccountState {
  /// Nothing.
  OK(Ending.ANSWERED),
  /// It has no money left.
  QUOTA_EXHAUSTED(Ending.QUOTA_EXHAUSTED),
  /// Its key is not known.
  BAD_CREDENTIALS(Ending.BAD_CREDENTIALS),
  /// It has no access to any model.
  MODEL_NOT_FOUND(Ending.MODEL_NOT_FOUND),
  /// The provider is down: whoever stands before it takes connections and closes them.
  DOWN(Ending.DOWN);

  private final Ending ending;
  private final String wireName = name().toLowerCase(Locale.ROOT);

  AccountState(Ending ending) {
    this.ending = ending;
  }

  /// How every call ends, at once; when the account is [#OK], how it ends unless chance or a limit
  /// has it otherwise.
  Ending ending() {
    return ending;
  }

  /// The name in `/faults`.
  public String wireName() {
    return wireName;
  }
}
