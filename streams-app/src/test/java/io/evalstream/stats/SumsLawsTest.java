package io.evalstream.stats;

import static io.evalstream.stats.Vectors.assertNear;
import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.stats.DoubleSampling.Checked;
import io.evalstream.stats.SequentialTest.Window;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

/// Parts of a window can be added in any order, and equal the whole.
class SumsLawsTest {

  private static final SequentialTest TEST = new SequentialTest(0.05, 43_200, 4, 1);

  /// A label of both, a score and a weight, all from one number in [0, 1].
  private record Event(double number) {

    boolean human() {
      return number % 0.2 < 0.1;
    }

    boolean judge() {
      return number % 0.4 < 0.2;
    }

    double weight() {
      return 1 + 9 * number;
    }
  }

  /// @param with the sums with more events
  private static <S> void laws(
      S empty,
      BiFunction<S, List<Double>, S> with,
      BinaryOperator<S> plus,
      BiConsumer<S, S> assertSame,
      List<List<Double>> parts) {
    S a = with.apply(empty, parts.get(0));
    S b = with.apply(empty, parts.get(1));
    S c = with.apply(empty, parts.get(2));

    assertSame.accept(plus.apply(a, b), plus.apply(b, a));
    assertSame.accept(plus.apply(plus.apply(a, b), c), plus.apply(a, plus.apply(b, c)));
    assertSame.accept(plus.apply(a, b), with.apply(a, parts.get(1)));
    assertThat(plus.apply(a, empty)).isEqualTo(a);
  }

  @Property(tries = 200)
  void windows(@ForAll @Size(3) List<List<@DoubleRange(max = 1) Double>> parts) {
    laws(Window.EMPTY, SumsLawsTest::window, Window::plus, SumsLawsTest::assertSame, parts);
  }

  private static Window window(Window before, List<Double> numbers) {
    Window window = before;
    for (double number : numbers) {
      window = TEST.plus(window, new Event(number).weight(), number);
    }
    return window;
  }

  private static void assertSame(Window actual, Window expected) {
    assertThat(actual.n()).isEqualTo(expected.n());
    assertThat(actual.clipped()).isEqualTo(expected.clipped());
    assertNear(actual.small(), expected.small());
    assertNear(actual.middle(), expected.middle());
    assertNear(actual.large(), expected.large());
    assertNear(actual.failed(), expected.failed());
    assertNear(actual.seen(), expected.seen());
  }

  @Property(tries = 200)
  void humanChecked(@ForAll @Size(3) List<List<@DoubleRange(max = 1) Double>> parts) {
    laws(
        HumanChecked.EMPTY,
        SumsLawsTest::humanChecked,
        HumanChecked::plus,
        SumsLawsTest::assertSame,
        parts);
  }

  private static HumanChecked humanChecked(HumanChecked before, List<Double> numbers) {
    HumanChecked checked = before;
    for (double number : numbers) {
      Event event = new Event(number);
      checked = checked.plus(event.weight(), event.human(), event.judge());
    }
    return checked;
  }

  private static void assertSame(HumanChecked actual, HumanChecked expected) {
    assertNear(actual.wBoth(), expected.wBoth());
    assertNear(actual.qBoth(), expected.qBoth());
    assertNear(actual.wMissed(), expected.wMissed());
    assertNear(actual.qMissed(), expected.qMissed());
    assertNear(actual.wFalse(), expected.wFalse());
    assertNear(actual.qFalse(), expected.qFalse());
    assertNear(actual.wNeither(), expected.wNeither());
    assertNear(actual.qNeither(), expected.qNeither());
  }

  @Property(tries = 200)
  void checkedLabels(@ForAll @Size(3) List<List<@DoubleRange(max = 1) Double>> parts) {
    laws(
        Checked.EMPTY,
        SumsLawsTest::checked,
        Checked::plus,
        (actual, expected) -> assertThat(actual).isEqualTo(expected),
        parts);
  }

  private static Checked checked(Checked before, List<Double> numbers) {
    Checked checked = before;
    for (double number : numbers) {
      checked = checked.plus(new Event(number).human(), new Event(number).judge());
    }
    return checked;
  }

  @Property(tries = 200)
  void embeddings(@ForAll @Size(3) List<List<@DoubleRange(max = 1) Double>> parts) {
    EmbeddingSums a = embeddings(EmbeddingSums.EMPTY, parts.get(0));
    EmbeddingSums b = embeddings(EmbeddingSums.EMPTY, parts.get(1));
    EmbeddingSums c = embeddings(EmbeddingSums.EMPTY, parts.get(2));

    assertSame(a.plus(b), b.plus(a));
    assertSame(a.plus(b).plus(c), a.plus(b.plus(c)));
    assertThat(a.plus(EmbeddingSums.EMPTY)).isSameAs(a);
    assertThat(EmbeddingSums.EMPTY.plus(a)).isSameAs(a);
    // Of the whole, only the pairs across the border are missing.
    EmbeddingSums whole = embeddings(a, parts.get(1));
    assertMoments(a.plus(b), whole);
    assertThat(a.plus(b).pairs()).isBetween(whole.pairs() - 2, whole.pairs());
  }

  private static EmbeddingSums embeddings(EmbeddingSums before, List<Double> numbers) {
    EmbeddingSums sums = before;
    for (double number : numbers) {
      double[] embedding = {number, 1 - number * number, number * number * number};
      sums = sums.plus(embedding, new Event(number).weight());
    }
    return sums;
  }

  private static void assertSame(EmbeddingSums actual, EmbeddingSums expected) {
    assertMoments(actual, expected);
    assertNear(actual.products(), expected.products());
    assertThat(actual.pairs()).isEqualTo(expected.pairs());
    assertThat(actual.odd()).isEqualTo(expected.odd());
    assertThat(actual.last()).isEqualTo(expected.last());
  }

  private static void assertMoments(EmbeddingSums actual, EmbeddingSums expected) {
    assertThat(actual.n()).isEqualTo(expected.n());
    assertNear(actual.w(), expected.w());
    assertNear(actual.w2(), expected.w2());
    assertNear(actual.squares(), expected.squares());
    assertThat(actual.sum()).hasSameSizeAs(expected.sum());
    for (int i = 0; i < actual.sum().length; i++) {
      assertNear(actual.sum()[i], expected.sum()[i]);
    }
  }
}
