package io.evalstream.judgement;

import io.evalstream.judge.JudgeRequest;

/// What is put to a judge, and the trace that it is about.
public record Question(JudgeRequest request, TraceView trace) {}
