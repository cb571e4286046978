/// Gathers the spans of OpenTelemetry of each trace, and makes chat events of them.
@NullMarked
package io.evalstream.spans;

import org.jspecify.annotations.NullMarked;
