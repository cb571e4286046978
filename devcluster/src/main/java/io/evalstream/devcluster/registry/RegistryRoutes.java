package io.evalstream.devcluster.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The REST API: which path asks which question.
final class RegistryRoutes {

  private static final Logger log = LoggerFactory.getLogger(RegistryRoutes.class);
  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final JsonMapper JSON = new JsonMapper();

  private final Registry registry;

  RegistryRoutes(Registry registry) {
    this.registry = registry;
  }

  void addTo(RoutesConfig routes) {
    addSubjects(routes);
    addVersions(routes);
    addSchemas(routes);
    addCompatibility(routes);
    addLevels(routes);
    addMode(routes);
    addErrors(routes);
  }

  private void addSubjects(RoutesConfig routes) {
    routes.get("/subjects", json(this::subjects));
    routes.post(
        "/subjects/{subject}",
        json(
            ask ->
                RegistryReply.Version.of(
                    registry.lookup(ask.subject(), ask.schema(), ask.withDeleted()))));
    routes.delete(
        "/subjects/{subject}",
        json(ask -> registry.deleteSubject(ask.subject(), ask.flag("permanent"))));
  }

  private List<String> subjects(RegistryRequest ask) {
    String prefix = ask.subjectPrefix();
    return registry.subjects(ask.withDeleted()).stream()
        .filter(subject -> prefix == null || subject.startsWith(prefix))
        .toList();
  }

  private void addVersions(RoutesConfig routes) {
    routes.get(
        "/subjects/{subject}/versions",
        json(
            ask ->
                registry.versions(ask.subject(), ask.withDeleted()).stream()
                    .map(SubjectVersion::version)
                    .toList()));
    routes.post(
        "/subjects/{subject}/versions",
        json(
            ask ->
                new RegistryReply.Registered(registry.register(ask.subject(), ask.schema()).id())));
    routes.get(
        "/subjects/{subject}/versions/{version}",
        json(ask -> RegistryReply.Version.of(version(ask))));
    routes.get(
        "/subjects/{subject}/versions/{version}/schema", text(ask -> version(ask).schema().text()));
  }

  private SubjectVersion version(RegistryRequest ask) {
    return registry.version(ask.subject(), ask.version(), ask.withDeleted());
  }

  private void addSchemas(RoutesConfig routes) {
    routes.get("/schemas/types", json(_ -> List.of("AVRO")));
    routes.get(
        "/schemas/ids/{id}",
        json(ask -> new RegistryReply.SchemaOnly(registry.schema(ask.id()).text())));
    routes.get("/schemas/ids/{id}/schema", text(ask -> registry.schema(ask.id()).text()));
    routes.get(
        "/schemas/ids/{id}/subjects",
        json(ask -> uses(ask).stream().map(SubjectVersion::subject).distinct().toList()));
    routes.get(
        "/schemas/ids/{id}/versions",
        json(ask -> uses(ask).stream().map(RegistryReply.Use::of).toList()));
  }

  private List<SubjectVersion> uses(RegistryRequest ask) {
    return registry.uses(ask.id(), ask.withDeleted());
  }

  private void addCompatibility(RoutesConfig routes) {
    routes.post(
        "/compatibility/subjects/{subject}/versions",
        json(ask -> compatible(ask, registry.complaints(ask.subject(), ask.schema()))));
    routes.post(
        "/compatibility/subjects/{subject}/versions/{version}",
        json(
            ask ->
                compatible(ask, registry.complaints(ask.subject(), ask.schema(), ask.version()))));
  }

  private static RegistryReply compatible(RegistryRequest ask, List<String> complaints) {
    return new RegistryReply.Compatible(
        complaints.isEmpty(), ask.flag("verbose") ? complaints : null);
  }

  private void addLevels(RoutesConfig routes) {
    routes.get("/config", json(_ -> new RegistryReply.Level(registry.globalLevel())));
    routes.put(
        "/config",
        json(
            ask -> {
              registry.setLevel(null, ask.level());
              return new RegistryReply.NewLevel(ask.level());
            }));
    routes.get("/config/{subject}", json(ask -> new RegistryReply.Level(level(ask))));
    routes.put(
        "/config/{subject}",
        json(
            ask -> {
              registry.setLevel(ask.subject(), ask.level());
              return new RegistryReply.NewLevel(ask.level());
            }));
    routes.delete(
        "/config/{subject}",
        json(ask -> new RegistryReply.Level(registry.clearLevel(ask.subject()))));
  }

  private CompatibilityLevel level(RegistryRequest ask) {
    return ask.flag("defaultToGlobal")
        ? registry.level(ask.subject())
        : registry.ownLevel(ask.subject());
  }

  private static void addMode(RoutesConfig routes) {
    routes.get("/", json(_ -> Map.of()));
    routes.get("/mode", json(_ -> RegistryReply.Mode.READ_WRITE));
    routes.get("/mode/{subject}", json(RegistryRoutes::modeOfSubject));
  }

  private static RegistryReply modeOfSubject(RegistryRequest ask) {
    if (!ask.flag("defaultToGlobal")) {
      throw RegistryFault.noMode(ask.subject());
    }
    return RegistryReply.Mode.READ_WRITE;
  }

  private static void addErrors(RoutesConfig routes) {
    routes.exception(
        RegistryFault.class,
        (fault, http) ->
            refuse(http, fault.status(), fault.code(), String.valueOf(fault.getMessage())));
    routes.exception(
        Exception.class,
        (fault, http) -> {
          log.error("registry request failed", fault);
          refuse(http, 500, 50001, String.valueOf(fault.getMessage()));
        });
    routes.error(
        404,
        http -> {
          if (!CONTENT_TYPE.equals(http.res().getContentType())) {
            refuse(http, 404, 404, "HTTP 404 Not Found");
          }
        });
  }

  private static void refuse(Context http, int status, int code, String message) {
    http.status(status)
        .contentType(CONTENT_TYPE)
        .result(write(new RegistryReply.Refusal(code, message)));
  }

  private static Handler json(Function<RegistryRequest, Object> answer) {
    return text(ask -> write(answer.apply(ask)));
  }

  private static Handler text(Function<RegistryRequest, String> answer) {
    return http -> http.result(answer.apply(new RegistryRequest(http))).contentType(CONTENT_TYPE);
  }

  private static String write(Object body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("registry: reply must be JSON", e);
    }
  }
}
