"""Writes the records of the Collector's topics to files. Needs confluent-kafka. Arguments: broker's port, folder."""

import sys
from pathlib import Path

from confluent_kafka import Consumer

ENDINGS = {"spans-proto": "binpb", "spans-keyed": "binpb", "spans-json": "json"}
folder = Path(sys.argv[2])
consumer = Consumer({
    "bootstrap.servers": f"127.0.0.1:{sys.argv[1]}",
    "group.id": "captures",
    "auto.offset.reset": "earliest",
    "enable.auto.commit": False,
})
consumer.subscribe(list(ENDINGS))
counts = dict.fromkeys(ENDINGS, 0)
idle = 0
while idle < 10:
    record = consumer.poll(1.0)
    if record is None or record.error():
        idle += 1
        continue
    idle = 0
    counts[record.topic()] += 1
    name = f"collector-{record.topic().removeprefix('spans-')}-{counts[record.topic()]}.{ENDINGS[record.topic()]}"
    (folder / name).write_bytes(record.value())
    print(name, "partition", record.partition(), "key", record.key(), "headers", record.headers(), len(record.value()))
consumer.close()
