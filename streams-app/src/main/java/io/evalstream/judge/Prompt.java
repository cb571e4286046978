package io.evalstream.judge;

/// A rendered prompt.
///
/// @param system the role and the rules of the judge
/// @param user the judged texts, then the question
public record Prompt(String system, String user) {

  /// The length of both texts; three to four characters make a token of English.
  public int characters() {
    return system.length() + user.length();
  }
}
