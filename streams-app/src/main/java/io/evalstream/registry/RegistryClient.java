package io.evalstream.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.evalstream.registry.RegistryException.Reason;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/// A schema registry over its REST API.
///
/// What it once answered is kept for good: a schema behind an id never changes. An error is not
/// kept. Safe for use by many threads, and meant to be shared by all serdes of a registry; a call
/// blocks while it is answered, tried again or waiting.
///
/// Every method throws [RegistryException] when the registry does not do what it is asked.
public final class RegistryClient implements AutoCloseable {

  private static final int NO_SUCH_RESOURCE = 404;

  private record Subject(String name, Schema schema) {}

  private final RegistryConfig config;
  private final RegistryHttp http;
  private final Map<Subject, Integer> ids = new ConcurrentHashMap<>();
  private final Map<SchemaRef, Schema> schemas = new ConcurrentHashMap<>();
  private final Map<String, Registered> latest = new ConcurrentHashMap<>();

  public RegistryClient(RegistryConfig config) {
    this.config = config;
    this.http = new RegistryHttp(config);
  }

  public RegistryConfig config() {
    return config;
  }

  /// The id of the schema; registers it when the registry does not know it.
  public int register(String subject, Schema schema) {
    return id(subject, schema, "/versions");
  }

  /// The id of a schema that is registered already.
  public int lookup(String subject, Schema schema) {
    return id(subject, schema, "");
  }

  public Schema byId(int id) {
    return schema(new SchemaRef.Id(id));
  }

  public Schema byGuid(UUID guid) {
    return schema(new SchemaRef.Guid(guid));
  }

  /// Whether the registry answers and lets this client in; asked once, without retries.
  public void ping() {
    JsonNode _ = http.getOnce("/subjects?limit=1");
  }

  /// The latest version of a subject, as it was when it was first asked for.
  Registered latest(String subject) {
    Registered known = latest.get(subject);
    if (known != null) {
      return known;
    }
    JsonNode answer = http.get("/subjects/" + encoded(subject) + "/versions/latest");
    Registered found = new Registered(id(answer), parsed(answer));
    latest.put(subject, found);
    return found;
  }

  Schema schema(SchemaRef ref) {
    Schema known = schemas.get(ref);
    if (known != null) {
      return known;
    }
    Schema found = parsed(http.get(ref.path()));
    schemas.put(ref, found);
    return found;
  }

  /// The schema that a record names.
  ///
  /// @throws WireFormatException when there is no such Avro schema: the record is to blame
  Schema writerSchema(SchemaRef ref) {
    try {
      return schema(ref);
    } catch (RegistryException failure) {
      throw switch (failure.reason()) {
        case NOT_FOUND -> unknown(ref, failure);
        case UNUSABLE ->
            new WireFormatException(
                WireFormatException.Reason.NOT_AVRO, ref + ": " + failure.getMessage(), failure);
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

  private static WireFormatException unknown(SchemaRef ref, RegistryException failure) {
    return new WireFormatException(
        WireFormatException.Reason.UNKNOWN_SCHEMA_ID, "no schema is registered as " + ref, failure);
  }

  private int id(String name, Schema schema, String below) {
    Subject subject = new Subject(name, schema);
    Integer known = ids.get(subject);
    if (known != null) {
      return known;
    }
    JsonNode body = JsonNodeFactory.instance.objectNode().put("schema", SchemaText.of(schema));
    String query = config.use().normalize() ? "?normalize=true" : "";
    int id = id(http.post("/subjects/" + encoded(name) + below + query, body));
    ids.put(subject, id);
    return id;
  }

  private int id(JsonNode answer) {
    if (!answer.path("id").isInt()) {
      throw unusable("its answer has no id");
    }
    return answer.get("id").intValue();
  }

  private Schema parsed(JsonNode answer) {
    String type = answer.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw unusable("the schema is of type " + type + ", not AVRO");
    }
    try {
      // A default that does not fit was accepted by the registry; it does not matter for reading.
      Schema.Parser parser = new Schema.Parser().setValidateDefaults(false);
      parseReferences(answer, parser, new HashSet<>());
      return parser.parse(answer.path("schema").asText());
    } catch (AvroRuntimeException malformed) {
      throw unusable("it does not parse (" + malformed.getMessage() + ")");
    }
  }

  /// Schemas that this one refers to by name, each before those that refer to it.
  private void parseReferences(JsonNode answer, Schema.Parser parser, Set<String> parsed) {
    for (JsonNode reference : answer.path("references")) {
      String subject = encoded(reference.path("subject").asText());
      String path = "/subjects/" + subject + "/versions/" + reference.path("version").asInt();
      if (parsed.add(path)) {
        JsonNode referred = http.get(path);
        parseReferences(referred, parser, parsed);
        parser.parse(referred.path("schema").asText());
      }
    }
  }

  private RegistryException unusable(String why) {
    return new RegistryException(
        Reason.UNUSABLE,
        200,
        0,
        "schema registry %s holds a schema that cannot be used: %s"
            .formatted(config.endpoints().getFirst().base(), why));
  }

  private static String encoded(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    http.close();
  }
}
