package io.evalstream.devcluster.stub;

/// Why a call gets an error, before an API has put it in its words.
sealed interface Trouble {

  /// The request is not one that can be read.
  record Invalid(String message) implements Trouble {}

  /// The model does not know this way to ask for the shape of a reply.
  record NotUnderstood(ReplyFormat format) implements Trouble {}

  /// The prompt does not fit the model.
  record TooLong(long promptTokens, long contextTokens) implements Trouble {}

  /// The answerer does not know the texts.
  record Unknown(String message) implements Trouble {}

  /// Too many calls, by chance.
  record RateLimited() implements Trouble {}

  /// Too many calls, or tokens.
  ///
  /// @param what `requests` or `tokens`
  /// @param asked how much of it the call needs
  /// @param waitNanos until there is so much
  record OverLimit(String model, String what, Standing standing, long asked, long waitNanos)
      implements Trouble {}

  /// The account has no money left.
  record NoQuota() implements Trouble {}

  /// The key is not known.
  record BadKey() implements Trouble {}

  /// The account has no access to the model.
  record NoModel() implements Trouble {}

  /// Something broke.
  record Broken(String message) implements Trouble {}

  /// There is too much to do.
  record Overloaded() implements Trouble {}
}
