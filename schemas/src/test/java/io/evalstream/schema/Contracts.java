package io.evalstream.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;

/// The schemas as they are now, and as they were in each frozen version.
final class Contracts {

  static final String EVENTS = "io.evalstream.event";
  static final String STATE = "io.evalstream.state";

  private static final Path CURRENT = Path.of("src/main/avro");
  private static final Path HISTORY = Path.of("history");

  /// Parts of other records, frozen with those.
  private static final Set<String> PARTS =
      Set.of("Message", "RetrievedDocument", "ToolCall", "TraceIndex");

  private Contracts() {}

  /// Every schema of the project.
  static List<Schema> all() {
    SchemaParser parser = new SchemaParser();
    try (Stream<Path> files = Files.list(CURRENT)) {
      for (Path file : files.sorted().toList()) {
        parser.parse(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return parser.getParsedNamedSchemas();
  }

  /// The schemas that lie on a topic or in a store by themselves.
  static List<Schema> roots() {
    return all().stream().filter(schema -> !PARTS.contains(schema.getName())).toList();
  }

  /// The frozen versions of a schema, oldest first.
  static List<Schema> history(Schema schema) {
    List<Schema> versions = new ArrayList<>();
    for (int version = 1; Files.exists(file(schema, version)); version++) {
      versions.add(read(file(schema, version)));
    }
    return versions;
  }

  static Path file(Schema schema, int version) {
    return HISTORY.resolve(schema.getName()).resolve(version + ".avsc");
  }

  /// Every frozen file, also one that belongs to no schema any more.
  static Set<Path> frozenFiles() {
    try (Stream<Path> files = Files.walk(HISTORY)) {
      return new LinkedHashSet<>(files.filter(Files::isRegularFile).sorted().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A file that holds all that it refers to.
  private static Schema read(Path file) {
    try {
      return SchemaParser.parseSingle(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
