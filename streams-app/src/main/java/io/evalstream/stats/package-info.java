/// The formulas behind each published number, as pure functions of plain values.
///
/// Nothing here knows Kafka, a clock or a configuration; every type is immutable.
@NullMarked
package io.evalstream.stats;

import org.jspecify.annotations.NullMarked;
