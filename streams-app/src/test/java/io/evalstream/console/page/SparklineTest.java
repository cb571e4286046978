package io.evalstream.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.console.page.Sparkline.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class SparklineTest {

  @Test
  void words_tellTheCourse() {
    Sparkline spark =
        new Sparkline(
            List.of(
                new Point(0, 0.02, 0, 0.05),
                new Point(0.5, 0.4, 0.3, 0.5),
                new Point(1, 0.1, 0.05, 0.2)),
            0.05);

    assertThat(spark.words())
        .isEqualTo("first 2.0 %, last 10.0 %, lowest 2.0 %, highest 40.0 %, limit 5.0 %");
    assertThat(spark.svg("faithfulness")).contains("role=\"img\"").contains("class=\"limit\"");
  }

  @Test
  void aGap_breaksTheLine() {
    Sparkline spark =
        new Sparkline(
            List.of(
                new Point(0, 0.1, 0, 0.2),
                new Point(0.3, 0.1, 0, 0.2),
                new Point(0.6, null, 0, 1),
                new Point(1, 0.2, 0.1, 0.3)),
            null);

    assertThat(spark.svg("x").split("<polyline", -1)).hasSize(3);
  }

  @Test
  void nothingJudged_isSaid() {
    assertThat(new Sparkline(List.of(), null).words()).isEqualTo("nothing was judged");
  }

  /// The name of an evaluator, or of an app, is anybody's.
  @Test
  void aNameWithMarkup_staysInItsAttribute() {
    String svg = new Sparkline(List.of(), null).svg("\"><script>alert(1)</script>\u202E");

    assertThat(svg).doesNotContain("<script").contains("&quot;&gt;&lt;script").contains("[U+202E]");
  }

  /// The top of 40 units is 1.4 times the highest rate: 0.5 lies at 38 - 36 / 1.4 = 12.3.
  @Test
  void heights_areThoseOfTheRates() {
    String svg = new Sparkline(List.of(new Point(0.5, 0.5, 0.5, 0.5)), null).svg("x");

    assertThat(svg).contains("<polyline class=\"line\" points=\"118.0,12.3 122.0,12.3\"/>");
  }
}
