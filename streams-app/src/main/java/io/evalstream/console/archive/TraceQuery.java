package io.evalstream.console.archive;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which judged traces are asked for, newest first. Null asks for any; what is said of evaluator,
/// label, failing and outcome must hold of one evaluation together. The evaluator `diagnosis` is
/// the diagnosis of the trace: label and failing are asked of it, the outcome of any evaluation.
///
/// @param failing whether the label fails
/// @param outcome how the judgement ended
/// @param text words that must all be in the question, the response, a document or an explanation;
///   the last one may be the beginning of a word
/// @param limit most traces, from 1
public record TraceQuery(
    @Nullable String app,
    @Nullable String evaluator,
    @Nullable String label,
    @Nullable Boolean failing,
    @Nullable String outcome,
    @Nullable String diagnosis,
    @Nullable String model,
    @Nullable String promptVersion,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String text,
    @Nullable String cursor,
    int limit) {}
