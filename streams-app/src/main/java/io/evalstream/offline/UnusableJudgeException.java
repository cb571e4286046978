package io.evalstream.offline;

/// A judge that cannot be used, so that there is no sense in going on.
public final class UnusableJudgeException extends Exception {

  private static final long serialVersionUID = 1L;

  UnusableJudgeException(String judge, String why) {
    super("judge '" + judge + "' cannot be used: " + why);
  }
}
