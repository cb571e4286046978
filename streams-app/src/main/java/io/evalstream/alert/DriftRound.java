package io.evalstream.alert;

import java.time.Instant;

/// What one round of golden rows found.
///
/// @param basis of the comparison, see [DriftWatch]
/// @param at when the round had ended
public record DriftRound(DriftSubject subject, String basis, Tally tally, Instant at) {}
