import io.evalstream.event.ChatEvent;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.event.RetrievedDocument;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Publishes one turn of a chat: a retrieval span and a chat event, as Avro.
class Publish {

  public static void main(String[] arguments) throws Exception {
    String traceId = arguments.length > 0 ? arguments[0] : UUID.randomUUID().toString();
    Map<String, String> env = System.getenv();
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", env.getOrDefault("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092"),
            "schema.registry.url", env.getOrDefault("SCHEMA_REGISTRY_URL", "http://localhost:8081"),
            "key.serializer", "org.apache.kafka.common.serialization.StringSerializer",
            "value.serializer", "io.evalstream.registry.RegistryAvroSerde");
    try (KafkaProducer<String, SpecificRecord> producer = new KafkaProducer<>(settings)) {
      producer
          .send(new ProducerRecord<>("evalstream.retrieval-spans", traceId, span(traceId)))
          .get();
      producer.send(new ProducerRecord<>("evalstream.chat-events", traceId, event(traceId))).get();
    }
    System.out.println(traceId);
  }

  private static RetrievalSpan span(String traceId) {
    return RetrievalSpan.newBuilder()
        .setTraceId(traceId)
        .setSpanId("search-1")
        .setApp("docs-bot")
        .setOccurredAt(Instant.now())
        .setQuery("downgrade")
        .setDocuments(
            List.of(
                document("upgrade", 0.83, "A downgrade is possible by one minor version."),
                document("billing", 0.31, "Invoices are sent on the first day of each month.")))
        .build();
  }

  private static RetrievedDocument document(String id, double score, String text) {
    return RetrievedDocument.newBuilder().setDocumentId(id).setScore(score).setText(text).build();
  }

  private static ChatEvent event(String traceId) {
    return ChatEvent.newBuilder()
        .setTraceId(traceId)
        .setApp("docs-bot")
        .setOccurredAt(Instant.now())
        .setQuestion("Is a downgrade possible?")
        .setResponse("A downgrade is possible by one minor version.")
        .setRetrievalCount(1)
        .setModel("atlas-mini-3")
        .setPromptVersion("v13")
        .build();
  }
}
