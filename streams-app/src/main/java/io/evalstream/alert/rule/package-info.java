/// What an alert rule asks, and how its alerts run: plain rules that know neither Avro nor Kafka.
@NullMarked
package io.evalstream.alert.rule;

import org.jspecify.annotations.NullMarked;
