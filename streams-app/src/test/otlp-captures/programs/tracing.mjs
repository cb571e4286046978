// Tracing as a Node application sets it up: one batch, OTLP/HTTP. The exporter's format is JSON.
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, NodeTracerProvider } from "@opentelemetry/sdk-trace-node";

export function provider(app) {
  const made = new NodeTracerProvider({
    resource: resourceFromAttributes({
      "service.name": app,
      "service.version": "1.4.0",
      "deployment.environment.name": "test",
      "telemetry.sdk.language": "nodejs",
      "telemetry.sdk.name": "opentelemetry",
    }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  made.register();
  return made;
}
