package io.evalstream.judgement;

import io.evalstream.judge.JudgeReply;
import org.jspecify.annotations.Nullable;

/// The reply of a judge, and the trace that it is about, so that it has not to be read again.
///
/// @param trace null when it was not read
public record Heard(JudgeReply reply, @Nullable TraceView trace) {}
