package io.evalstream.async;

/// A call on its way, as the stream thread sees it.
interface RunningCall {

  /// The attempt took too long: its completion will be ignored, its thread is interrupted. False
  /// when it has ended by itself; its completion is then on its way.
  boolean timeOut();

  /// The attempt is not wanted any more. False as with [#timeOut].
  boolean withdraw();
}
