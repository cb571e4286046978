/// What an application tells of a turn in spans of OpenTelemetry: the span, and the names of its
/// attributes.
@NullMarked
package io.evalstream.otlp;

import org.jspecify.annotations.NullMarked;
