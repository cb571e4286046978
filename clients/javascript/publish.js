// Publishes one turn of a chat: a retrieval span and a chat event, as Avro.
const { randomUUID } = require("node:crypto");
const { Kafka, logLevel } = require("@confluentinc/kafka-javascript").KafkaJS;
const { AvroSerializer, SchemaRegistryClient, SerdeType } = require("@confluentinc/schemaregistry");

const registry = new SchemaRegistryClient({
  baseURLs: [process.env.SCHEMA_REGISTRY_URL ?? "http://localhost:8081"],
});
const serializer = new AvroSerializer(registry, SerdeType.VALUE, {
  autoRegisterSchemas: false,
  useLatestVersion: true,
});
const producer = new Kafka({ kafkaJS: { logLevel: logLevel.WARN } }).producer({
  "bootstrap.servers": process.env.KAFKA_BOOTSTRAP_SERVERS ?? "localhost:9092",
  partitioner: "murmur2_random", // as Java: both records lie where Evalstream looks for them
  "enable.idempotence": true,
});

async function publish(name, record) {
  const topic = "evalstream." + name;
  const value = await serializer.serialize(topic, record);
  await producer.send({ topic, messages: [{ key: record.trace_id, value }] });
}

async function main() {
  const traceId = process.argv[2] ?? randomUUID();
  const micros = Date.now() * 1000;
  await producer.connect();
  await publish("retrieval-spans", {
    trace_id: traceId,
    span_id: "search-1",
    app: "docs-bot",
    occurred_at: micros,
    query: "downgrade",
    documents: [
      { document_id: "upgrade", score: 0.83, text: "A downgrade is possible by one minor version." },
      { document_id: "billing", score: 0.31, text: "Invoices are sent on the first day of each month." },
    ],
  });
  await publish("chat-events", {
    trace_id: traceId,
    app: "docs-bot",
    occurred_at: micros,
    question: "Is a downgrade possible?",
    response: "A downgrade is possible by one minor version.",
    retrieval_count: 1,
    model: "atlas-mini-3",
    prompt_version: "v13",
  });
  await producer.disconnect();
  console.log(traceId);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
