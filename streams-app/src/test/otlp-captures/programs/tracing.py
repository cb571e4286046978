"""Tracing as an application sets it up: one batch, OTLP/HTTP in protobuf, resource attributes set by hand."""

import atexit
import os

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SimpleSpanProcessor

BASE = os.environ["OPENAI_BASE_URL"]


def provider(app, processor=BatchSpanProcessor):
    resource = Resource({
        "service.name": app,
        "service.version": "1.4.0",
        "deployment.environment.name": "test",
        "telemetry.sdk.language": "python",
        "telemetry.sdk.name": "opentelemetry",
    })
    made = TracerProvider(resource=resource, shutdown_on_exit=False)
    made.add_span_processor(processor(OTLPSpanExporter()))
    trace.set_tracer_provider(made)
    atexit.register(made.shutdown)
    return made


def every_span_alone(app):
    """Exports each span in a request of its own, children before parents: what a short-lived process does."""
    return provider(app, SimpleSpanProcessor)
