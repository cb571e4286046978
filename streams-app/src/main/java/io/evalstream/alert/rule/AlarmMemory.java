package io.evalstream.alert.rule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an alert has to remember, beside its buckets.
///
/// @param definition of the rule that it ran by
/// @param condition what the rule asks, as records say
/// @param method how it is decided, likewise
/// @param records that it has published
/// @param firedAt when it fired; null unless it fires
/// @param told what people know of it
/// @param about the version that it fires about; null in other rules
/// @param lastAt when it last saw something
/// @param test null in a rule without one
/// @param limit null in a rule with a limit of its own
/// @param absence null in rules of another kind
public record AlarmMemory(
    String definition,
    String condition,
    String method,
    AlertState state,
    long records,
    @Nullable Instant firedAt,
    Told told,
    @Nullable String about,
    Instant lastAt,
    @Nullable RunningTest test,
    Baseline.@Nullable Limit limit,
    @Nullable Absence absence)
    implements Remembered {}
