package io.evalstream.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The promise of the topics: records of every version are read by every version.
///
/// What lies on a topic is fully compatible with each frozen version, both ways. What lies in a
/// store is read by this version whichever version wrote it.
final class SchemaHistoryTest {

  static Stream<Schema> roots() {
    return Contracts.roots().stream();
  }

  static Stream<Schema> topics() {
    return roots().filter(schema -> schema.getNamespace().equals(Contracts.EVENTS));
  }

  /// A changed schema is frozen as its next version. The text to freeze is written to
  /// `target/history`; documentation may change without a version.
  @ParameterizedTest(name = "{0}")
  @MethodSource("roots")
  void newestFrozenVersion_isTheSchemaOfToday(Schema schema) throws IOException {
    List<Schema> history = Contracts.history(schema);

    if (history.isEmpty() || !history.getLast().equals(schema)) {
      Path file = Contracts.file(schema, history.size() + 1);
      Path proposal = Path.of("target").resolve(file);
      Files.createDirectories(proposal.getParent());
      Files.writeString(proposal, schema.toString(true) + "\n");
      throw new AssertionError(
          schema.getFullName()
              + " is not frozen as it is. When the change is compatible, freeze it: cd schemas &&"
              + " mkdir -p "
              + file.getParent()
              + " && cp "
              + proposal
              + " "
              + file);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("roots")
  void everyFrozenVersion_isReadByTheSchemaOfToday(Schema schema) {
    assertThat(Contracts.history(schema))
        .allSatisfy(frozen -> assertThat(problems(schema, frozen)).isEmpty());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("topics")
  void everyFrozenVersionOfATopic_readsTheSchemaOfToday(Schema schema) {
    assertThat(Contracts.history(schema))
        .allSatisfy(frozen -> assertThat(problems(frozen, schema)).isEmpty());
  }

  /// A removed schema, a misspelt folder or a gap in the numbers would go unseen.
  @Test
  void everyFrozenFile_isAVersionOfASchema() {
    Set<Path> versions = new LinkedHashSet<>();
    for (Schema schema : Contracts.roots()) {
      for (int i = 1; i <= Contracts.history(schema).size(); i++) {
        versions.add(Contracts.file(schema, i));
      }
    }

    assertThat(Contracts.frozenFiles()).isEqualTo(versions);
  }

  /// Why `reader` cannot read what `writer` wrote; empty when it can.
  private static List<String> problems(Schema reader, Schema writer) {
    var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    List<String> problems = new ArrayList<>();
    if (result.getType() != SchemaCompatibilityType.COMPATIBLE) {
      for (Incompatibility found : result.getResult().getIncompatibilities()) {
        problems.add(found.getType() + " at " + found.getLocation() + ": " + found.getMessage());
      }
    }
    logicalTypes(reader, writer, reader.getName(), new LinkedHashSet<>(), problems);
    return problems;
  }

  /// Avro takes a time in milliseconds for one in microseconds without a word.
  private static void logicalTypes(
      Schema one, Schema other, String path, Set<String> seen, List<String> problems) {
    LogicalType was = other.getLogicalType();
    LogicalType is = one.getLogicalType();
    if (one.getType() == other.getType() && !String.valueOf(name(is)).equals(name(was))) {
      problems.add(path + ": the logical type must stay, was " + name(was) + " and " + name(is));
    }
    if (one.getType() != other.getType()) {
      return;
    }
    switch (one.getType()) {
      case RECORD -> {
        if (seen.add(one.getFullName())) {
          for (Schema.Field field : one.getFields()) {
            Schema.Field same = other.getField(field.name());
            if (same != null) {
              logicalTypes(
                  field.schema(), same.schema(), path + "." + field.name(), seen, problems);
            }
          }
        }
      }
      case ARRAY ->
          logicalTypes(one.getElementType(), other.getElementType(), path + "[]", seen, problems);
      case MAP ->
          logicalTypes(one.getValueType(), other.getValueType(), path + "{}", seen, problems);
      case UNION -> {
        int common = Math.min(one.getTypes().size(), other.getTypes().size());
        for (int i = 0; i < common; i++) {
          logicalTypes(one.getTypes().get(i), other.getTypes().get(i), path, seen, problems);
        }
      }
      default -> {}
    }
  }

  private static String name(LogicalType type) {
    return type == null ? "none" : type.getName();
  }
}
