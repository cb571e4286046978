package io.evalstream.stats;

import static io.evalstream.stats.Vectors.assertNear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BudgetControllerTest {

  @EachVector("budget-controller")
  void everyTick_isThatOfTheReference(JsonNode vector) {
    JsonNode in = vector.get("in");
    BudgetController controller =
        new BudgetController(in.get("R").asDouble(), in.get("lam0").asDouble());

    for (int i = 0; i < in.get("counts").size(); i++) {
      controller.close(in.get("counts").get(i).asDouble(), in.get("calls").get(i).asDouble(), 1);

      JsonNode expected = vector.get("out").get(i);
      assertNear(controller.traffic(), expected.get("lam"));
      assertNear(controller.account(), expected.get("credit"));
      assertNear(controller.probability(), expected.get("b"));
    }
  }

  /// 50 calls a minute of 1 to 18 events a second, with a burst of eight times that.
  @Test
  void budget_isKeptThroughABurst() {
    SplittableRandom random = new SplittableRandom(1);
    BudgetController controller = new BudgetController(50 / 60.0, 10);
    double spent = 0;
    for (int second = 0; second < 3_600; second++) {
      boolean burst = second >= 1_200 && second < 1_800;
      int events = random.nextInt(1, 19) * (burst ? 8 : 1);
      int calls = 0;
      for (int i = 0; i < events; i++) {
        calls += random.nextDouble() < controller.probability() ? 1 : 0;
      }
      controller.close(events, calls, 1);
      spent += calls;
    }

    assertThat(spent / 60).as("calls a minute").isBetween(47.0, 53.0);
  }

  @Test
  void quietTraffic_isSampledWhole() {
    BudgetController controller = new BudgetController(10, 0);

    controller.close(3, 3, 1);

    assertThat(controller.probability()).isEqualTo(1);
  }

  /// A cent a day among a hundred tasks is 1.157e-9 dollars a second. Traffic of ten times that,
  /// from the beginning, leaves a tenth of it.
  @Test
  void smallestBudget_isAShareOfTheTrafficLikeAnyOther() {
    double budget = 0.01 / 86_400 / 100;
    BudgetController controller = new BudgetController(budget, 10 * budget);

    controller.close(10 * budget, budget, 1);

    assertThat(controller.probability()).isCloseTo(0.1, within(1e-9));
  }

  @Test
  void longPause_isForgotten() {
    BudgetController controller = new BudgetController(1, 100);
    controller.close(100, 1, 1);
    double busy = controller.probability();

    controller.close(0, 0, 3_600);

    assertThat(busy).isLessThan(0.1);
    assertThat(controller.probability()).isEqualTo(1);
  }

  @Test
  void budgetOfNothing_isRefused() {
    assertThatThrownBy(() -> new BudgetController(0, 1)).hasMessageContaining("above 0, was 0");
  }
}
