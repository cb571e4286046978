package io.evalstream.console.archive;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which evaluations of judged traces are asked for, newest first. Null asks for any.
///
/// @param limit most evaluations, from 1
public record EvaluationQuery(
    @Nullable String app,
    @Nullable String evaluator,
    @Nullable String label,
    @Nullable Boolean failing,
    @Nullable String outcome,
    @Nullable String judge,
    @Nullable String model,
    @Nullable String promptVersion,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String cursor,
    int limit) {}
