package io.evalstream.topic;

/// One partition of a topic.
public record Partition(String topic, int number) {}
