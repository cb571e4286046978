package io.evalstream.offline;

import io.evalstream.event.Evaluation;

/// An evaluation, and the row that it is of.
public record Judged(TraceRow row, Evaluation evaluation) {}
