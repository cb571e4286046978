package io.evalstream.devcluster.stub;

/// What the stub judge says.
public record Verdict(String label, String explanation) {}
