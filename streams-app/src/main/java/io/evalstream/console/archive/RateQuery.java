package io.evalstream.console.archive;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which eval rates are asked for. Null asks for any.
///
/// @param window length of the windows; null: every length
/// @param from windows that end after it
/// @param to windows that begin before it
/// @param limit most rates, from 1
public record RateQuery(
    @Nullable String app,
    @Nullable String evaluator,
    @Nullable String dimension,
    @Nullable String value,
    @Nullable Duration window,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String cursor,
    int limit) {}
