package io.evalstream.async;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FairQueueTest {

  private record Item(Flow flow, int number) {}

  private final FairQueue<Item> queue =
      new FairQueue<>(Item::flow, Comparator.comparingInt(Item::number));

  private void add(String group, String flow, int... numbers) {
    for (int number : numbers) {
      queue.add(new Item(new Flow(group, flow), number));
    }
  }

  private List<Integer> pollAll() {
    List<Integer> polled = new ArrayList<>();
    for (Item item = queue.poll(); item != null; item = queue.poll()) {
      polled.add(item.number);
    }
    return polled;
  }

  @Test
  void groups_takeTurns() {
    add("noisy", "a", 1, 2, 3, 4);
    add("quiet", "a", 11, 12);

    assertThat(pollAll()).containsExactly(1, 11, 2, 12, 3, 4);
  }

  @Test
  void flowsOfAGroup_shareItsTurn() {
    add("many", "a", 1, 2);
    add("many", "b", 3, 4);
    add("one", "a", 11, 12, 13, 14);

    assertThat(pollAll()).containsExactly(1, 11, 3, 12, 2, 13, 4, 14);
  }

  @Test
  void withinAFlow_theOrderIsItsOwn() {
    add("app", "a", 3, 1, 2);

    Flow flow = new Flow("app", "a");
    assertThat(queue.first(flow, item -> true)).isEqualTo(new Item(flow, 1));
    assertThat(queue.first(flow, item -> item.number > 1)).isEqualTo(new Item(flow, 2));
    assertThat(queue.first(flow, item -> false)).isEqualTo(new Item(flow, 1));
    assertThat(pollAll()).containsExactly(1, 2, 3);
  }

  @Test
  void lateComer_isNotBehindTheBacklog() {
    add("noisy", "a", 1, 2, 3, 4);
    queue.poll();
    queue.poll();
    add("quiet", "a", 11);

    assertThat(pollAll()).containsExactly(3, 11, 4);
  }

  @Test
  void removed_isNotPolledAndKeepsNoTurn() {
    add("a", "x", 1);
    add("b", "x", 2);
    queue.remove(new Item(new Flow("a", "x"), 1));
    queue.remove(new Item(new Flow("a", "x"), 1));
    queue.remove(new Item(new Flow("c", "x"), 3));

    assertThat(pollAll()).containsExactly(2);
    assertThat(queue.peek()).isNull();
    assertThat(queue.first(new Flow("a", "x"), item -> true)).isNull();
  }

  /// As long as two groups both wait, neither is served more than once more than the other.
  @Property
  void noGroup_isServedTwiceInARow_whileAnotherWaits(
      @ForAll @Size(max = 60) List<@IntRange(max = 11) Integer> arrivals) {
    for (int i = 0; i < arrivals.size(); i++) {
      int which = arrivals.get(i);
      add("group-" + which % 4, "flow-" + which / 4, i);
    }
    Map<String, Integer> left = new HashMap<>();
    arrivals.forEach(which -> left.merge("group-" + which % 4, 1, Integer::sum));
    String before = "";

    for (Item item = queue.poll(); item != null; item = queue.poll()) {
      String group = item.flow.group();
      boolean another = left.keySet().stream().anyMatch(other -> !other.equals(group));
      assertThat(another && group.equals(before)).isFalse();
      left.computeIfPresent(group, (key, count) -> count == 1 ? null : count - 1);
      before = group;
    }
    assertThat(left).isEmpty();
    assertThat(queue.peek()).isNull();
  }
}
