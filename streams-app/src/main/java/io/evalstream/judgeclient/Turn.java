package io.evalstream.judgeclient;

/// One message of the conversation with a judge.
record Turn(String role, String content) {

  static Turn user(String content) {
    return new Turn("user", content);
  }

  static Turn assistant(String content) {
    return new Turn("assistant", content);
  }
}
