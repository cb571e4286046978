package io.evalstream.bench.oracle;

import java.time.Instant;

/// A monitor was taken from its partitions.
///
/// @param life of the monitor
/// @param how it was
public record Loss(String life, String how, Instant at) {}
