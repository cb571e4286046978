package io.evalstream.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evalstream.registry.RegistryException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class KeptTest {

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void answer_isAskedForAgainWhenItsTimeIsOver() {
    Kept<String, Integer> kept = new Kept<>(Duration.ofSeconds(10), now::get);

    assertThat(kept.get("a", this::next)).isEqualTo(1);
    now.set(Instant.ofEpochSecond(9));
    assertThat(kept.get("a", this::next)).isEqualTo(1);
    now.set(Instant.ofEpochSecond(10));
    assertThat(kept.get("a", this::next)).isEqualTo(2);
    assertThat(kept.get("b", this::next)).isEqualTo(3);
  }

  @Test
  void answerWithoutATime_isKeptForEver() {
    Kept<String, Integer> kept = new Kept<>(null, now::get);

    kept.get("a", this::next);
    now.set(Instant.parse("2100-01-01T00:00:00Z"));

    assertThat(kept.get("a", this::next)).isEqualTo(1);
  }

  @Test
  void oldAnswer_countsWhileNobodyAnswersAndIsNotAskedForEachTime() {
    Kept<String, Integer> kept = new Kept<>(Duration.ofSeconds(10), now::get);
    kept.get("a", this::next);
    now.set(Instant.ofEpochSecond(10));

    assertThat(kept.get("a", key -> fail(Reason.UNREACHABLE))).isEqualTo(1);
    assertThat(kept.get("a", key -> fail(Reason.UNREACHABLE))).isEqualTo(1);
    now.set(Instant.ofEpochSecond(20));
    assertThat(kept.get("a", this::next)).isEqualTo(3);
  }

  @Test
  void refusal_isNotHidden() {
    Kept<String, Integer> kept = new Kept<>(Duration.ofSeconds(10), now::get);
    kept.get("a", this::next);
    now.set(Instant.ofEpochSecond(10));

    assertThatThrownBy(() -> kept.get("a", key -> fail(Reason.NOT_FOUND)))
        .isInstanceOf(RegistryException.class);
  }

  private int next(String key) {
    return asked.incrementAndGet();
  }

  private int fail(Reason reason) {
    asked.incrementAndGet();
    throw new RegistryException(reason, 0, 0, "no");
  }
}
