package io.evalstream.async;

/// Requests that share a place in the fair order: while a peer is busy, groups take turns, and the
/// flows of one group take turns within its turn. So a group gets no more of a busy peer by asking
/// in many flows, and none waits behind the backlog of another. Each flow is measured, so their
/// number must be bounded: some hundreds for a task are fine, one for each user is not.
///
/// @param group who asks, for example an application
/// @param name what it asks for
public record Flow(String group, String name) {}
