// Prints the evaluations of a trace, one JSON object a line, until none came for ten seconds.
const { Kafka, logLevel } = require("@confluentinc/kafka-javascript").KafkaJS;
const { AvroDeserializer, SchemaRegistryClient, SerdeType } = require("@confluentinc/schemaregistry");

const IDLE_MILLIS = 10_000;
const traceId = process.argv[2];
const topic = "evalstream.evaluations";
const registry = new SchemaRegistryClient({
  baseURLs: [process.env.SCHEMA_REGISTRY_URL ?? "http://localhost:8081"],
});
const deserializer = new AvroDeserializer(registry, SerdeType.VALUE, {});
const consumer = new Kafka({ kafkaJS: { logLevel: logLevel.WARN } }).consumer({
  "bootstrap.servers": process.env.KAFKA_BOOTSTRAP_SERVERS ?? "localhost:9092",
  "group.id": "evaluations-of-" + traceId,
  "auto.offset.reset": "earliest",
  "isolation.level": "read_committed", // each judgement once, through a crash too
});

async function main() {
  let stop;
  const idle = new Promise((resolve) => (stop = resolve));
  let timer = setTimeout(stop, IDLE_MILLIS);
  await consumer.connect();
  await consumer.subscribe({ topic });
  await consumer.run({
    eachMessage: async ({ message }) => {
      clearTimeout(timer);
      const evaluation = await deserializer.deserialize(topic, message.value);
      if (evaluation.trace_id === traceId) {
        console.log(JSON.stringify(evaluation));
      }
      timer = setTimeout(stop, IDLE_MILLIS);
    },
  });
  await idle;
  await consumer.disconnect();
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
