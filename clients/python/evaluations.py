"""Prints the evaluations of a trace, one JSON object a line, until none came for ten seconds."""
import json
import os
import sys

from confluent_kafka import Consumer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer
from confluent_kafka.serialization import MessageField, SerializationContext

trace_id = sys.argv[1]
topic = "evalstream.evaluations"
registry = SchemaRegistryClient(
    {"url": os.environ.get("SCHEMA_REGISTRY_URL", "http://localhost:8081")})
deserialize = AvroDeserializer(registry)
consumer = Consumer({
    "bootstrap.servers": os.environ.get("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092"),
    "group.id": "evaluations-of-" + trace_id,
    "auto.offset.reset": "earliest",
    "isolation.level": "read_committed",  # each judgement once, through a crash too
})
consumer.subscribe([topic])
try:
    while (message := consumer.poll(10)) is not None:
        if message.error():
            sys.exit(str(message.error()))
        evaluation = deserialize(
            message.value(), SerializationContext(topic, MessageField.VALUE))
        if evaluation["trace_id"] == trace_id:
            print(json.dumps(evaluation, default=str), flush=True)
finally:
    consumer.close()
