package io.evalstream.devcluster.stub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PlacesTest {

  private final Places places = new Places();

  @Test
  void places_areAsManyAsWanted() throws Exception {
    places.setNumber(2);

    assertThat(taken(5)).isEqualTo(2);
    places.giveBack();
    assertThat(taken(5)).isEqualTo(1);
  }

  @Test
  void places_canBecomeMoreAndFewer() throws Exception {
    places.setNumber(2);
    taken(2);

    places.setNumber(5);
    assertThat(taken(9)).isEqualTo(3);
    places.setNumber(1);
    for (int i = 0; i < 4; i++) {
      places.giveBack();
      assertThat(places.tryTake()).as("%d are taken, 1 may be", 4 - i).isFalse();
    }
    places.giveBack();
    assertThat(taken(9)).isEqualTo(1);
  }

  @Test
  void noLimit_isMoreThanAnybodyTakes() throws Exception {
    assertThat(taken(100_000)).isEqualTo(100_000);
    places.setNumber(1);
    places.setNumber(0);
    assertThat(taken(100_000)).isEqualTo(100_000);
  }

  /// Whoever comes later does not get a place before those in line.
  @Test
  void line_isServedInItsOrder() throws Exception {
    places.setNumber(1);
    taken(1);
    Thread first = waiting(1);
    Thread second = waiting(2);

    places.giveBack();
    first.join();
    assertThat(places.waiting()).isEqualTo(1);
    assertThat(second.isAlive()).isTrue();
    assertThat(places.tryTake()).isFalse();
    places.giveBack();
    second.join();
    assertThat(places.waiting()).isZero();
  }

  private Thread waiting(int number) throws InterruptedException {
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    places.take();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    while (places.waiting() < number) {
      Thread.sleep(1);
    }
    return thread;
  }

  private int taken(int tries) throws InterruptedException {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += places.tryTake() ? 1 : 0;
    }
    return taken;
  }
}
