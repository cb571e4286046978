package io.evalstream.async;

/// What the operator has to know of its requests. Used on the stream thread only.
///
/// @param <K> key of the records
/// @param <P> the request as it is stored while it is pending: a reference, not the payload
/// @param <Q> the question that is put to the peer
/// @param <A> what the peer answers
public interface Work<K, P, Q, A> {

  /// Identifies the request: unique to each record that wants a result of its own. A second request
  /// with the id of a pending one is dropped; one that comes after the first has ended gets a
  /// second result.
  String id(P request);

  /// Who is asked: for one peer the same object each time, since requests queue by it.
  Peer<Q, A> peer(P request);

  /// Whose turn it takes while the peer is busy.
  Flow flow(K key, P request);

  /// Reads the payload right before a call. Called again for every attempt. An exception ends the
  /// request, except one of Kafka's, which fails the task.
  Prepared<Q, A> prepare(K key, P request);
}
