"""Prints the spans of captures, attribute by attribute. Needs the opentelemetry-proto package."""

import json
import sys
from pathlib import Path

from google.protobuf.json_format import MessageToDict
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


def value(wrapped):
    kind, held = next(iter(wrapped.items()), ("empty", None))
    return kind.removesuffix("Value")[0], held


def request(file):
    if file.suffix == ".json":
        return json.loads(file.read_text())
    return MessageToDict(ExportTraceServiceRequest.FromString(file.read_bytes()))


def show_span(scope, span):
    print(f"  {span['name']} [{span.get('kind')}] {scope} trace={span['traceId'][:6]} id={span['spanId'][:6]}"
          f" parent={span.get('parentSpanId', '-')[:6]} status={span.get('status', {})}")
    for pair in span.get("attributes", []):
        kind, held = value(pair["value"])
        print(f"    {pair['key']} ({kind}) = {str(held)!r}")
    for event in span.get("events", []):
        print(f"    event {event['name']} {[(p['key'], value(p['value'])) for p in event.get('attributes', [])]}"[:500])


def main():
    for file in map(Path, sys.argv[1:]):
        print(f"== {file.name} {file.stat().st_size}")
        for resource in request(file)["resourceSpans"]:
            print(" ", {p["key"]: value(p["value"])[1] for p in resource["resource"]["attributes"]})
            for scope in resource["scopeSpans"]:
                for span in scope["spans"]:
                    show_span(scope["scope"]["name"], span)


if __name__ == "__main__":
    main()
