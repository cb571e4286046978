package io.evalstream.async;

/// How busy one flow of a task is.
///
/// @param pending requests without a result
/// @param expectedWaitMillis how long a request that comes now would take to end, where there is a
///   queue; 0 where there is none
/// @param fill share of the places for pending requests that are taken, in [0, 1], while this flow
///   has its even part of them or more; otherwise 0
public record FlowLoad(int pending, long expectedWaitMillis, double fill) {

  public static final FlowLoad NONE = new FlowLoad(0, 0, 0);
}
