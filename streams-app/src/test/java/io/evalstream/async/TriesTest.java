package io.evalstream.async;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TriesTest {

  @Property
  void bytes_giveTheSameBack(@ForAll int attempts, @ForAll int restores, @ForAll long notBefore) {
    Tries tries = new Tries(attempts, restores, notBefore);

    assertThat(Tries.fromBytes(tries.toBytes())).isEqualTo(tries);
  }
}
