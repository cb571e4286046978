"""Posts captures to a Collector's OTLP/HTTP receiver, all within one batch. Arguments: port, files."""

import sys
import urllib.request
from pathlib import Path

for file in map(Path, sys.argv[2:]):
    kind = "application/json" if file.suffix == ".json" else "application/x-protobuf"
    request = urllib.request.Request(
        f"http://127.0.0.1:{sys.argv[1]}/v1/traces", file.read_bytes(), {"Content-Type": kind}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        print(file.name, answer.status)
