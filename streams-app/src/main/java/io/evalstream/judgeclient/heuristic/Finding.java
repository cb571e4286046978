package io.evalstream.judgeclient.heuristic;

/// What a heuristic found.
///
/// @param measure what was counted, how it came out and what it was held against
record Finding(String label, String measure) {}
