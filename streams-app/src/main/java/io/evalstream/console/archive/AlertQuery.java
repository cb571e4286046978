package io.evalstream.console.archive;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which records of alerts are asked for, newest first. Null asks for any.
///
/// @param limit most records, from 1
public record AlertQuery(
    @Nullable String app,
    @Nullable String evaluator,
    @Nullable String rule,
    @Nullable String state,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String cursor,
    int limit) {}
