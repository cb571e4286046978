package io.evalstream.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.registry.RegistryException.Reason;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.Schema;

/// Finds the subjects of records. Safe for use by many threads.
final class Subjects {

  private record Place(String cluster, String topic, String type) {}

  /// An association is moved by hand, and rarely.
  private static final Duration KEEP = Duration.ofMinutes(10);

  private final Function<String, JsonNode> get;
  private final Kept<Place, Optional<String>> associated;

  /// @param get asks the registry
  Subjects(Function<String, JsonNode> get, InstantSource clock) {
    this.get = get;
    this.associated = new Kept<>(KEEP, clock);
  }

  String of(SubjectNaming naming, String topic, boolean isKey, Schema schema) {
    return switch (naming) {
      case SubjectNaming.ByName(SubjectStrategy strategy) -> strategy.subject(topic, isKey, schema);
      case SubjectNaming.Associated associated -> associated(associated, topic, isKey, schema);
    };
  }

  private String associated(
      SubjectNaming.Associated naming, String topic, boolean isKey, Schema schema) {
    Place place = new Place(naming.cluster(), topic, isKey ? "key" : "value");
    Optional<String> subject = associated.get(place, this::ask);
    if (subject.isPresent()) {
      return subject.get();
    }
    if (naming.otherwise() == null) {
      throw new RegistryException(
          Reason.NOT_FOUND,
          0,
          0,
          "no subject is associated with topic %s in the schema registry; associate one, or set subject.name.strategy.fallback.type=TOPIC"
              .formatted(topic));
    }
    return naming.otherwise().subject(topic, isKey, schema);
  }

  /// A registry that has no associations answers 404, whether it knows what they are or not.
  private Optional<String> ask(Place place) {
    JsonNode answer;
    try {
      answer = get.apply(SubjectPath.association(place.cluster(), place.topic(), place.type()));
    } catch (RegistryException failure) {
      if (failure.httpStatus() == 404) {
        return Optional.empty();
      }
      throw failure;
    }
    if (answer.size() > 1) {
      throw new RegistryException(
          Reason.REFUSED,
          200,
          0,
          "several subjects are associated with topic %s in the schema registry; leave one"
              .formatted(place.topic()));
    }
    return Optional.of(answer.path(0).path("subject").asText("")).filter(name -> !name.isEmpty());
  }
}
