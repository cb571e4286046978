"""Publishes one turn of a chat: a retrieval span and a chat event, as Avro."""
import os
import sys
import uuid
from datetime import datetime, timezone

from confluent_kafka import Producer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroSerializer
from confluent_kafka.serialization import MessageField, SerializationContext

registry = SchemaRegistryClient(
    {"url": os.environ.get("SCHEMA_REGISTRY_URL", "http://localhost:8081")})
latest = {"auto.register.schemas": False, "use.latest.version": True}
serialize = AvroSerializer(registry, None, conf=latest)
producer = Producer({
    "bootstrap.servers": os.environ.get("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092"),
    "partitioner": "murmur2_random",  # as Java: both records lie where Evalstream looks for them
    "enable.idempotence": True,
})


def publish(topic, record):
    topic = "evalstream." + topic
    value = serialize(record, SerializationContext(topic, MessageField.VALUE))
    producer.produce(topic, key=record["trace_id"], value=value, on_delivery=delivered)


def delivered(error, message):
    if error is not None:
        sys.exit(f"not delivered to {message.topic()}: {error}")


trace_id = sys.argv[1] if len(sys.argv) > 1 else uuid.uuid4().hex
publish("retrieval-spans", {
    "trace_id": trace_id,
    "span_id": "search-1",
    "app": "docs-bot",
    "occurred_at": datetime.now(timezone.utc),
    "query": "downgrade",
    "documents": [
        {"document_id": "upgrade", "score": 0.83,
         "text": "A downgrade is possible by one minor version."},
        {"document_id": "billing", "score": 0.31,
         "text": "Invoices are sent on the first day of each month."},
    ],
})
publish("chat-events", {
    "trace_id": trace_id,
    "app": "docs-bot",
    "occurred_at": datetime.now(timezone.utc),
    "question": "Is a downgrade possible?",
    "response": "A downgrade is possible by one minor version.",
    "retrieval_count": 1,
    "model": "atlas-mini-3",
    "prompt_version": "v13",
})
if producer.flush(30) > 0:
    sys.exit("not delivered within 30 s: is KAFKA_BOOTSTRAP_SERVERS right?")
print(trace_id)
