package io.evalstream.devcluster.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeenKeysTest {

  private final SeenKeys keys = new SeenKeys();

  @Test
  void add_saysWhetherTheKeyIsNew() {
    assertThat(keys.add("e-1")).isTrue();
    assertThat(keys.add("e-1")).isFalse();
    assertThat(keys.add("e-1-2")).isTrue();
    assertThat(keys.contains("e-1")).isTrue();
    assertThat(keys.contains("e-2")).isFalse();
    assertThat(keys.add("")).isTrue();
  }

  @Test
  void manyKeys_areToldApart() {
    assertThat(added(0, SeenKeys.GENERATION)).isEqualTo(SeenKeys.GENERATION);
    assertThat(added(0, SeenKeys.GENERATION)).isZero();
  }

  /// The first generation is forgotten when the third begins, and not before.
  @Test
  void oldestGeneration_isForgotten() {
    added(0, 2 * SeenKeys.GENERATION);
    assertThat(keys.contains(key(0))).isTrue();

    keys.add("one more");

    assertThat(known(0, SeenKeys.GENERATION)).isZero();
    assertThat(known(SeenKeys.GENERATION, SeenKeys.GENERATION)).isEqualTo(SeenKeys.GENERATION);
  }

  @Test
  void clear_forgetsAll() {
    added(0, 10);

    keys.clear();

    assertThat(known(0, 10)).isZero();
  }

  private long added(int from, int count) {
    return IntStream.range(from, from + count).filter(i -> keys.add(key(i))).count();
  }

  private long known(int from, int count) {
    return IntStream.range(from, from + count).filter(i -> keys.contains(key(i))).count();
  }

  private static String key(int i) {
    return "docs-bot/trace-" + i + "/faithfulness";
  }
}
