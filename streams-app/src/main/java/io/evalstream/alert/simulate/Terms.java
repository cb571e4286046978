package io.evalstream.alert.simulate;

import java.time.Duration;

/// The terms of the rules that are tried.
///
/// @param baseline whether they hold the rate against the day before, instead of the limit
/// @param limit of the rate; with `baseline` the rate that is normal
/// @param by how much more than the day before is still normal, as a share of it
/// @param falseAlarms that the sequential rule may raise in 30 days
/// @param deff design effect that the sequential rule is told
/// @param over how far the interval looks back
/// @param pendingFor how long the interval must be above the limit before its rule fires
/// @param resolveAfter how long the rate must be back within the limit before it resolves
public record Terms(
    boolean baseline,
    double limit,
    double by,
    double falseAlarms,
    double deff,
    Duration over,
    Duration pendingFor,
    Duration resolveAfter) {}
