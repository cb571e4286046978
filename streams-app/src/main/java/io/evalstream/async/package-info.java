/// Slow calls from Kafka Streams without blocking its threads: requests in, one result out each.
///
/// [io.evalstream.async.AsyncProcessor] is the operator. It keeps each request in a changelogged
/// store before any call is made and deletes it in the transaction that emits its result, so under
/// `exactly_once_v2` every request ends in exactly one result, through crashes and rebalances. The
/// calls themselves are made at least once.
///
/// What a user brings: a [io.evalstream.async.Work] (what a request is and how its question is read
/// from the state), a [io.evalstream.async.Peer] to call with a [io.evalstream.async.Gate] before
/// it, and [io.evalstream.async.AsyncSettings].
@NullMarked
package io.evalstream.async;

import org.jspecify.annotations.NullMarked;
