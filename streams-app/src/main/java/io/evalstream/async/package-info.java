/// Slow calls from Kafka Streams without blocking its threads: requests in, one result out each.
///
/// *When to use:* records have to be enriched by something that answers in seconds, fails now and
/// then, and has limits: a language model, a web service, a webhook. A call inside `mapValues`
/// makes as many calls at a time as there are stream threads, and holds up the rebalances of the
/// whole group; `sendAsync(...).thenAccept(context::forward)` loses what was on its way at a crash.
///
/// ```java
/// control.shareAmong(partitions);
/// Gate gate = new Gate("translator", GateSettings.withMaxInFlight(64), clock, control::share);
/// Peer<String, String> translator = new Peer<>(service, gate, Duration.ofSeconds(30));
/// AsyncOperator<String, String, String, String> operator =
///     new AsyncOperator<>(
///         new AsyncSettings(
///             "translations",
///             5,
///             Duration.ofMinutes(15),
///             new Backoff(Duration.ofMillis(500), Duration.ofSeconds(60)),
///             100_000,
///             10),
///         Serdes.String(),
///         Serdes.String(),
///         context -> new TextWork(translator),
///         control,
///         AsyncListener.NONE);
/// return texts
///     .process(operator, Named.as("translate"))
///     .mapValues(
///         result ->
///             switch (result.ending()) {
///               case Ending.Answered<String>(String translated) -> translated;
///               case Ending<String> other -> "not translated: " + other;
///             },
///         Named.as("translated"));
/// ```
///
/// `shareAmong` makes the limits of the gate hold for all processes together: without it each one
/// takes all of them for itself.
///
/// A `Work` says what a request is: its id, whom it asks, whose turn it takes, and how its question
/// is read from the state when its turn comes. In `TextWork`, which is in the test `Translations`,
/// each text begins with an id of its own, as in `17:good morning`: two equal texts are two
/// requests.
///
/// *How it works:* [io.evalstream.async.AsyncOperator] keeps each request in a changelogged store
/// before any call is made, and deletes it in the transaction that emits its result. Commits never
/// wait for calls. Every transition of a request happens on the stream thread; calls run on virtual
/// threads and hand their end to a mailbox. What a crash or a rebalance leaves in the store is
/// taken up by the next owner of the task. [io.evalstream.async.Gate] decides when a call may
/// start: concurrency that adapts, requests and units a minute, pauses that the peer asks for, a
/// circuit breaker; one gate per peer for all tasks of a process, with limits that hold for all
/// processes together. Where a peer is the bottleneck, [io.evalstream.async.Flow]s take turns.
///
/// *Guarantees* under `exactly_once_v2`:
///
/// - Exactly one result for each request id that was read, through crashes, kills, rebalances and
///   clean stops. With `at_least_once` a result may come twice.
/// - A call is made at least once; it may be repeated after a crash or a rebalance, with the same
///   request id. What is repeated is about what was on its way, and what ended since the last
///   commit. It is repeated 5 s after the takeover, when a note of that is committed.
/// - Every request ends: with an answer, after its last attempt, at its age limit, as shed when too
///   many are pending, or as abandoned when it was called in too many lives of its task. Only a
///   call that kills its process before the request itself is committed, within a commit interval
///   of its reading, is not counted.
/// - Results come in the order of completion, with the key and the timestamp of their record. Its
///   headers are not carried over. Neither key nor value of a record may be null.
///
/// *Configuration of Kafka Streams* that fits: a commit interval of a second, which must stay well
/// below 5 s, and `poll.ms` of 20. For a clean stop call
/// [io.evalstream.async.AsyncControl#stopCalling], wait until
/// [io.evalstream.async.AsyncControl#calling] is 0 or for as long as you like, then close.
///
/// *Threading:* one [io.evalstream.async.AsyncControl] per operator, one gate per peer, both safe
/// for all threads; all else is made per task.
@NullMarked
package io.evalstream.async;

import org.jspecify.annotations.NullMarked;
