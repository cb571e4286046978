package io.evalstream.topic;

import org.jspecify.annotations.Nullable;

/// A record that could not be processed, with the reason.
///
/// @param key the key as it came
/// @param value the value as it came
/// @param topic where it came from
/// @param stage the stage that gave it up
/// @param reason a short constant such as `not_avro`; becomes a metric label
/// @param detail which rule was broken, by which value
@SuppressWarnings("ArrayRecordComponent") // never compared, only carried
public record DeadLetter(
    byte @Nullable [] key,
    byte @Nullable [] value,
    String topic,
    int partition,
    long offset,
    String stage,
    String reason,
    String detail) {}
