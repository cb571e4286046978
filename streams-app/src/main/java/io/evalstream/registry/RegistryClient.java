package io.evalstream.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.evalstream.registry.RegistryException.Reason;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/// A schema registry over its REST API.
///
/// A schema behind an id, and the id of a schema in a subject, never change: they are kept for
/// good. An error is not kept. Safe for use by many threads, and meant to be shared by all serdes
/// of a registry; a call blocks while it is answered, tried again or waiting.
///
/// Every method throws [RegistryException] when the registry does not do what it is asked.
public final class RegistryClient implements AutoCloseable {

  private static final int NO_SUCH_RESOURCE = 404;

  private record Subject(String name, Schema schema) {}

  private final RegistryConfig config;
  private final RegistryHttp http;
  private final SchemaReader reader;
  private final Subjects subjects;
  private final Map<Subject, Registered> registered = new ConcurrentHashMap<>();
  private final Map<SchemaRef, Registered> schemas = new ConcurrentHashMap<>();
  private final Kept<String, Registered> latest;

  public RegistryClient(RegistryConfig config) {
    this(config, InstantSource.system());
  }

  RegistryClient(RegistryConfig config, InstantSource clock) {
    this.config = config;
    this.http = new RegistryHttp(config, clock);
    this.reader = new SchemaReader(http::get);
    this.subjects = new Subjects(http::get, clock);
    this.latest = new Kept<>(keep(config.use().choice()), clock);
  }

  private static @Nullable Duration keep(SchemaChoice choice) {
    return choice instanceof SchemaChoice.Latest(_, Duration keep) ? keep : null;
  }

  public RegistryConfig config() {
    return config;
  }

  /// Where the schema of the values of a topic is registered.
  public String subject(String topic, Schema schema) {
    return subject(config.use().subjects(), topic, false, schema);
  }

  String subject(SubjectNaming naming, String topic, boolean isKey, Schema schema) {
    return subjects.of(naming, topic, isKey, schema);
  }

  /// The schema in its subject; registers it when the registry does not know it there.
  public Registered register(String subject, Schema schema) {
    return registered(subject, schema, SubjectPath::versions);
  }

  /// A schema that is registered in its subject already.
  public Registered lookup(String subject, Schema schema) {
    return registered(subject, schema, SubjectPath::subject);
  }

  /// The version of a subject that has this schema; nothing when none has. Not kept.
  public Optional<SubjectVersion> find(String subject, Schema schema) {
    return known(() -> http.post(SubjectPath.subject(subject) + query(), body(schema)))
        .map(answer -> version(subject, answer));
  }

  /// The latest version of a subject; nothing when it has none. Not kept.
  public Optional<SubjectVersion> newest(String subject) {
    return known(() -> http.get(SubjectPath.version(subject, "latest")))
        .map(answer -> version(subject, answer));
  }

  private static SubjectVersion version(String subject, JsonNode answer) {
    return new SubjectVersion(subject, answer.path("version").asInt(), SchemaReader.id(answer));
  }

  /// What the registry has against a schema as the next version of a subject. Nothing when the
  /// subject is unknown: its first version fits.
  public List<String> complaints(String subject, Schema schema) {
    return known(() -> http.post(SubjectPath.compatibility(subject), body(schema)))
        .map(RegistryClient::complaints)
        .orElse(List.of());
  }

  private static List<String> complaints(JsonNode answer) {
    if (answer.path("is_compatible").asBoolean()) {
      return List.of();
    }
    List<String> messages = new ArrayList<>();
    answer.path("messages").forEach(message -> messages.add(message.asText()));
    return messages.isEmpty() ? List.of("the registry does not say why") : messages;
  }

  /// The answer, unless the registry does not know what it is asked about.
  private static Optional<JsonNode> known(Supplier<JsonNode> question) {
    try {
      return Optional.of(question.get());
    } catch (RegistryException failure) {
      if (failure.reason() == Reason.NOT_FOUND) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  public Schema byId(int id) {
    return schema(new SchemaRef.Id(id)).schema();
  }

  public Schema byGuid(UUID guid) {
    return schema(new SchemaRef.Guid(guid)).schema();
  }

  /// Whether the registry answers and lets this client in; asked once, without retries.
  public void ping() {
    JsonNode _ = http.getOnce("/subjects?limit=1");
  }

  /// The latest version of a subject, as the configuration says for how long.
  Registered latest(String subject) {
    return latest.get(
        subject, name -> reader.registered(http.get(SubjectPath.version(name, "latest"))));
  }

  Registered schema(SchemaRef ref) {
    Registered known = schemas.get(ref);
    if (known != null) {
      return known;
    }
    JsonNode answer = http.get(ref.path());
    int id = ref instanceof SchemaRef.Id(int given) ? given : 0;
    Registered found = new Registered(id, SchemaReader.guid(answer), reader.schema(answer));
    schemas.put(ref, found);
    return found;
  }

  /// The schema that a record names.
  ///
  /// @throws WireFormatException when there is no such Avro schema: the record is to blame
  Schema writerSchema(SchemaRef ref) {
    try {
      return schema(ref).schema();
    } catch (RegistryException failure) {
      throw switch (failure.reason()) {
        case NOT_FOUND -> unknown(ref, failure);
        case UNUSABLE ->
            new WireFormatException(
                WireFormatException.Reason.NOT_AVRO,
                "the schema with " + ref.name() + ": " + failure.getMessage(),
                failure);
        case REFUSED -> knowsNoGuids(ref, failure) ? unknown(ref, failure) : failure;
        case UNREACHABLE -> failure;
      };
    }
  }

  /// Any byte 1 at the beginning of a record looks like the mark of a GUID. A registry that has no
  /// such resource answers as if the path were wrong; its ids would be asked for by another path.
  private static boolean knowsNoGuids(SchemaRef ref, RegistryException failure) {
    return ref instanceof SchemaRef.Guid && failure.httpStatus() == NO_SUCH_RESOURCE;
  }

  private WireFormatException unknown(SchemaRef ref, RegistryException failure) {
    return new WireFormatException(
        WireFormatException.Reason.UNKNOWN_SCHEMA_ID,
        "the schema registry %s knows no schema with %s; the record was written with another registry, or its schema was deleted: point its writer at this registry, or register the schema there, and send the record again"
            .formatted(config.endpoints().getFirst().base(), ref.name()),
        failure);
  }

  private Registered registered(String name, Schema schema, UnaryOperator<String> path) {
    Subject subject = new Subject(name, schema);
    Registered known = registered.get(subject);
    if (known != null) {
      return known;
    }
    JsonNode answer = http.post(path.apply(name) + query(), body(schema));
    Registered found = new Registered(SchemaReader.id(answer), SchemaReader.guid(answer), schema);
    registered.put(subject, found);
    return found;
  }

  private static JsonNode body(Schema schema) {
    return JsonNodeFactory.instance.objectNode().put("schema", SchemaText.of(schema));
  }

  private String query() {
    return config.use().normalize() ? "?normalize=true" : "";
  }

  @Override
  public void close() {
    http.close();
  }
}
