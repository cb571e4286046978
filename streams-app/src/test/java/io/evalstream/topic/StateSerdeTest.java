package io.evalstream.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evalstream.state.RateState;
import io.evalstream.state.TracePart;
import org.junit.jupiter.api.Test;

class StateSerdeTest {

  private final StateSerde<TracePart> serde = new StateSerde<>(TracePart.class);

  @Test
  void records_comeBackEqual() {
    for (int seed = 0; seed < 50; seed++) {
      TracePart part = RandomRecords.of(TracePart.class, seed);

      assertThat(serde.deserializer().deserialize("", serde.serializer().serialize("", part)))
          .isEqualTo(part);
    }
  }

  @Test
  void nothing_staysNothing() {
    assertThat(serde.serializer().serialize("", null)).isNull();
    assertThat(serde.deserializer().deserialize("", null)).isNull();
  }

  @Test
  void recordOfAnotherSchema_isRefused() {
    byte[] bytes =
        new StateSerde<>(RateState.class)
            .serializer()
            .serialize("", RandomRecords.of(RateState.class, 1));

    assertThatThrownBy(() -> serde.deserializer().deserialize("", bytes))
        .hasMessageContaining("fingerprint");
  }
}
