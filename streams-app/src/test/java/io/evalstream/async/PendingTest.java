package io.evalstream.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PendingTest {

  @Property
  void bytes_giveTheSameBack(
      @ForAll long admittedAt, @ForAll long timestamp, @ForAll byte[] key, @ForAll byte[] request) {
    Pending pending = new Pending(admittedAt, timestamp, key, request);

    Pending read = Pending.fromBytes(pending.toBytes());

    assertThat(read.admittedAt()).isEqualTo(admittedAt);
    assertThat(read.timestamp()).isEqualTo(timestamp);
    assertThat(read.key()).isEqualTo(key);
    assertThat(read.request()).isEqualTo(request);
  }

  @Example
  void otherVersion_isRefused() {
    byte[] bytes = new Pending(1, 2, new byte[0], new byte[0]).toBytes();
    bytes[0] = 2;

    assertThatThrownBy(() -> Pending.fromBytes(bytes))
        .hasMessage("pending request: version must be 1, was 2");
  }
}
