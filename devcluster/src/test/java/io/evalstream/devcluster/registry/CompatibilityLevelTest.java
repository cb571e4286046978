package io.evalstream.devcluster.registry;

import static io.evalstream.devcluster.registry.Schemas.PLAIN;
import static io.evalstream.devcluster.registry.Schemas.WITH_OPTIONAL;
import static io.evalstream.devcluster.registry.Schemas.WITH_OPTIONAL_LONG;
import static io.evalstream.devcluster.registry.Schemas.WITH_REQUIRED;
import static io.evalstream.devcluster.registry.Schemas.avro;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityLevelTest {

  /// One earlier version. A required field: old records lack it, old readers skip it. An int that
  /// becomes a long: the new reader widens, the old one cannot narrow.
  @ParameterizedTest
  @CsvSource({
    "NONE, true, true, true",
    "BACKWARD, true, false, true",
    "BACKWARD_TRANSITIVE, true, false, true",
    "FORWARD, true, true, false",
    "FORWARD_TRANSITIVE, true, true, false",
    "FULL, true, false, false",
    "FULL_TRANSITIVE, true, false, false"
  })
  void complaints_oneEarlierVersion(
      CompatibilityLevel level, boolean optionalAdded, boolean requiredAdded, boolean widened) {
    assertThat(accepts(level, WITH_OPTIONAL, PLAIN)).isEqualTo(optionalAdded);
    assertThat(accepts(level, WITH_REQUIRED, PLAIN)).isEqualTo(requiredAdded);
    assertThat(accepts(level, WITH_OPTIONAL_LONG, WITH_OPTIONAL)).isEqualTo(widened);
  }

  /// The last version equals the one before it, so that only the first can speak against it.
  @ParameterizedTest
  @CsvSource({
    "NONE, true, true",
    "BACKWARD, true, true",
    "BACKWARD_TRANSITIVE, false, true",
    "FORWARD, true, true",
    "FORWARD_TRANSITIVE, true, false",
    "FULL, true, true",
    "FULL_TRANSITIVE, false, false"
  })
  void complaints_theFirstVersionCountsOnlyWhenTransitive(
      CompatibilityLevel level, boolean requiredAdded, boolean requiredDropped) {
    assertThat(accepts(level, WITH_REQUIRED, PLAIN, WITH_REQUIRED)).isEqualTo(requiredAdded);
    assertThat(accepts(level, PLAIN, WITH_REQUIRED, PLAIN)).isEqualTo(requiredDropped);
  }

  @ParameterizedTest
  @CsvSource({"backward", "Full_Transitive", "NONE"})
  void named_anyCase(String name) {
    assertThat(CompatibilityLevel.named(name)).isPresent();
  }

  @Test
  void named_unknown() {
    assertThat(CompatibilityLevel.named("SIDEWAYS")).isEmpty();
  }

  @Test
  void complaints_nothingBefore() {
    assertThat(CompatibilityLevel.FULL_TRANSITIVE.complaints(avro(PLAIN), List.of())).isEmpty();
  }

  private static boolean accepts(CompatibilityLevel level, String candidate, String... previous) {
    return level
        .complaints(avro(candidate), Stream.of(previous).map(Schemas::avro).toList())
        .isEmpty();
  }
}
