package io.evalstream.otlp.turn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evalstream.config.ConfigReader;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.otlp.Mapping;
import io.evalstream.otlp.Row;
import io.evalstream.otlp.Span;
import io.evalstream.otlp.Worth;
import io.evalstream.otlp.wire.Encoding;
import io.evalstream.otlp.wire.OtlpReader;
import io.evalstream.otlp.wire.Parcel;
import io.evalstream.topic.JsonAvro;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Traces written by hand against whole records: a field that an expectation does not name has its
/// default.
class CasesTest {

  private static final Path FOLDER = Path.of("src/test/resources/otlp/cases");
  private static final String EXPECTED = ".expected.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<String> cases() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(EXPECTED))
          .map(name -> name.substring(0, name.length() - EXPECTED.length()))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void trace_isReadAsTheExpectedRecords(String name) throws Exception {
    Mapping mapping = mapping(name);

    Mapped mapped = new TurnReader(mapping).read(spans(name, mapping));

    assertThat(mapped).isEqualTo(expected(name));
  }

  /// A row whose names mean nothing any more must be missed by some case.
  @ParameterizedTest
  @EnumSource
  void everyRow_isNeededBySomeCase(Row row) throws Exception {
    List<String> needing = new ArrayList<>();
    for (String name : cases()) {
      Mapping mapping = mapping(name);
      Map<Row, List<String>> changed = new EnumMap<>(Row.class);
      changed.putAll(mapping.changed());
      changed.put(row, List.of("/no/such/name"));
      Mapping without =
          new Mapping(changed, mapping.apps(), mapping.attributes(), mapping.toolResults());

      if (!new TurnReader(without).read(spans(name, mapping)).equals(expected(name))) {
        needing.add(name);
      }
    }

    assertThat(needing).isNotEmpty();
  }

  private static JsonNode json(String name) throws IOException {
    return JSON.readTree(FOLDER.resolve(name + EXPECTED).toFile());
  }

  private static Mapping mapping(String name) throws Exception {
    JsonNode otlp = json(name).path("otlp");
    return otlp.isMissingNode()
        ? Mapping.DEFAULT
        : ConfigReader.readText("case.yaml", otlp.toString(), Map.of(), Mapping::read);
  }

  private static List<Span> spans(String name, Mapping mapping) throws Exception {
    var unpacked =
        new OtlpReader(Encoding.AUTO, Worth.of(mapping))
            .read(Files.readAllBytes(FOLDER.resolve(name + ".json")));
    assertThat(unpacked.badSpans()).isEmpty();
    return unpacked.spans().stream().map(Parcel::span).toList();
  }

  private static Mapped expected(String name) throws Exception {
    JsonNode json = json(name);
    if (json.has("reason")) {
      return new Mapped.Nothing(
          Stream.of(Mapped.Reason.values())
              .filter(reason -> reason.wireName().equals(json.path("reason").asText()))
              .findFirst()
              .orElseThrow());
    }
    List<RetrievalSpan> retrievals = new ArrayList<>();
    for (JsonNode retrieval : json.path("retrievals")) {
      retrievals.add(JsonAvro.read(retrieval, RetrievalSpan.class).value());
    }
    return new Mapped.Turn(JsonAvro.read(json.path("event"), ChatEvent.class).value(), retrievals);
  }
}
