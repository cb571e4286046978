/// Tells an observability backend of evaluations, over OTLP, in the conventions of OpenInference
/// and of OpenTelemetry for generative AI.
@NullMarked
package io.evalstream.export;

import org.jspecify.annotations.NullMarked;
