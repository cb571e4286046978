package io.evalstream.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WaitTest {

  @Test
  void noAnswer_isNotYet() throws Exception {
    AtomicInteger asked = new AtomicInteger();

    boolean came =
        new Wait(Duration.ofMinutes(10))
            .until(
                () -> {
                  if (asked.incrementAndGet() == 1) {
                    throw new IOException("not up");
                  }
                  return true;
                });

    assertThat(came).isTrue();
    assertThat(asked).hasValue(2);
  }

  @Test
  void whatNeverHolds_isGivenUp() throws Exception {
    assertThat(new Wait(Duration.ofMillis(1)).until(() -> false)).isFalse();
  }
}
