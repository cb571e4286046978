package io.evalstream.async;

import java.time.Duration;

/// Which try of which request a call is.
///
/// @param requestId the same on every attempt, so a peer can recognise a repetition
/// @param number from 1
/// @param timeout when the operator gives up on this attempt, counted from its start
public record Attempt(String requestId, int number, Duration timeout) {}
