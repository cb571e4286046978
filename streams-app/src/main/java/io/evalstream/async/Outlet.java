package io.evalstream.async;

/// Where the results of a task go.
interface Outlet<K, P, A> {

  /// @param timestamp of the record that brought the request
  void forward(K key, long timestamp, Result<P, A> result);
}
