package io.evalstream.async;

/// What the operator has to know of its requests. Used on the stream thread only.
///
/// @param <K> key of the records
/// @param <P> the request as it is stored while it is pending: a reference, not the payload
/// @param <Q> the question that is put to the peer
/// @param <A> what the peer answers
public interface Work<K, P, Q, A> {

  /// Identifies the request. A second request with the id of a pending one is dropped.
  String id(P request);

  /// Who is asked.
  Peer<Q, A> peer(P request);

  /// Whose turn it takes while the peer is busy.
  Flow flow(K key, P request);

  /// Reads the payload right before a call. Called again for every attempt.
  Prepared<Q, A> prepare(K key, P request);
}
