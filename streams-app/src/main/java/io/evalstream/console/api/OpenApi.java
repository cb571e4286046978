package io.evalstream.console.api;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.event.Alert;
import io.evalstream.event.EvalRate;
import io.evalstream.event.Evaluation;
import io.evalstream.event.Feedback;
import io.evalstream.event.JudgedTrace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/// The OpenAPI document: paths and small schemas are written by hand, those of the records of
/// topics are made from their Avro schemas.
final class OpenApi {

  private static final String PATH = "/console/openapi.json";

  private OpenApi() {}

  static ObjectNode document() {
    ObjectNode document = written();
    RecordSchemas schemas = new RecordSchemas((ObjectNode) document.at("/components/schemas"));
    List.of(
            JudgedTrace.getClassSchema(),
            Evaluation.getClassSchema(),
            EvalRate.getClassSchema(),
            Alert.getClassSchema(),
            Feedback.getClassSchema())
        .forEach(schemas::add);
    return document;
  }

  private static ObjectNode written() {
    try (InputStream source =
        Objects.requireNonNull(OpenApi.class.getResourceAsStream(PATH), PATH)) {
      return (ObjectNode) new JsonMapper().readTree(source);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + PATH, e);
    }
  }
}
