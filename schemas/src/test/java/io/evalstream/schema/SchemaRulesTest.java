package io.evalstream.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every schema keeps to, so that a field tells its unit and can be added or left out later.
final class SchemaRulesTest {

  private static final Pattern SNAKE_CASE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
  private static final Pattern TIME = Pattern.compile(".*_at|.*_start|.*_end|(.*_)?since");

  static Stream<Schema> schemas() {
    return Contracts.all().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("schemas")
  void record_isDocumentedAndInOneOfTheNamespaces(Schema schema) {
    assertThat(schema.getNamespace()).isIn(Contracts.EVENTS, Contracts.STATE);
    assertThat(schema.getDoc()).isNotBlank();
    assertThat(schema.getAliases()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("schemas")
  void field_saysWhatItIs(Schema schema) {
    assertThat(schema.getFields())
        .allSatisfy(field -> assertThat(field.doc()).as(field.name()).isNotBlank());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("schemas")
  void field_isNamedInSnakeCase(Schema schema) {
    assertThat(schema.getFields())
        .allSatisfy(field -> assertThat(field.name()).matches(SNAKE_CASE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("schemas")
  void nullableField_isNullOrOneTypeAndNullByDefault(Schema schema) {
    List<Schema.Field> nullable =
        schema.getFields().stream().filter(field -> field.schema().isNullable()).toList();

    assertThat(nullable)
        .allSatisfy(
            field -> {
              assertThat(field.schema().getTypes()).as(field.name()).hasSize(2);
              assertThat(field.schema().getTypes().getFirst().getType())
                  .as(field.name())
                  .isEqualTo(Schema.Type.NULL);
              assertThat(field.defaultVal()).as(field.name()).isEqualTo(JsonProperties.NULL_VALUE);
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("schemas")
  void time_isInMicroseconds(Schema schema) {
    assertThat(schema.getFields())
        .allSatisfy(
            field -> {
              boolean time = TIME.matcher(field.name()).matches();
              Optional<String> type =
                  Optional.ofNullable(present(field.schema()).getLogicalType())
                      .map(logical -> logical.getName());
              assertThat(type)
                  .as(field.name())
                  .isEqualTo(
                      time
                          ? Optional.of(LogicalTypes.timestampMicros().getName())
                          : Optional.empty());
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("schemas")
  void duration_isWholeMillisecondsAndSaysSo(Schema schema) {
    assertThat(schema.getFields())
        .allSatisfy(
            field -> {
              boolean duration = field.name().endsWith("_ms");
              assertThat(field.doc().toLowerCase(Locale.ROOT).contains("milliseconds"))
                  .as(field.name())
                  .isEqualTo(duration);
              if (duration) {
                assertThat(present(field.schema()).getType()).isEqualTo(Schema.Type.LONG);
              }
            });
  }

  /// People define labels and evaluators, so no enumeration knows them all; and a symbol that is
  /// added to one breaks old readers.
  @ParameterizedTest(name = "{0}")
  @MethodSource("schemas")
  void field_isNoEnumeration(Schema schema) {
    Set<Schema.Type> refused = Set.of(Schema.Type.ENUM, Schema.Type.FIXED, Schema.Type.BYTES);

    assertThat(schema.getFields())
        .allSatisfy(
            field ->
                assertThat(present(field.schema()).getType()).as(field.name()).isNotIn(refused));
  }

  /// The type of a field when it is not null.
  private static Schema present(Schema schema) {
    return schema.isNullable() && schema.getTypes().size() == 2
        ? schema.getTypes().getLast()
        : schema;
  }
}
