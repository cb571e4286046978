package io.evalstream.async;

/// Sees what the operator does, for metrics. Called on stream threads; must not block.
public interface AsyncListener {

  AsyncListener NONE = new AsyncListener() {};

  /// A call is about to be made.
  ///
  /// @param again an earlier life of the task may have made it already
  default void calling(String peer, boolean again) {}

  /// A call failed in a way that may pass.
  default void retrying(String peer, String reason) {}

  /// Pending requests were taken over from an earlier life.
  default void restored(int requests) {}

  /// A late reply was ignored: its request had been given up, repeated or ended.
  default void staleReply() {}
}
