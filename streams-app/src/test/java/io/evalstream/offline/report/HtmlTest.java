package io.evalstream.offline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlTest {

  private static final String HOSTILE = "\"'><script>alert(1)</script>&\u202E\u0000</title>";

  @Test
  void hostileText_isNeverMarkup() {
    String page =
        new Html()
            .heading(1, HOSTILE)
            .paragraph(HOSTILE)
            .element("p", HOSTILE, HOSTILE)
            .table(List.of(HOSTILE), List.of(List.of(HOSTILE)))
            .raw(new Drawing(1, 1).text(0, 0, "end", HOSTILE).svg(HOSTILE))
            .page(HOSTILE);

    assertThat(page).doesNotContain("<script").doesNotContain("\u202E").doesNotContain("\u0000");
    assertThat(page.split("</title>", -1)).hasSize(3);
    assertThat(page).contains("&quot;&#39;&gt;&lt;script&gt;");
  }

  @Test
  void joinersAndLineEnds_areNoReplacementCharacters() {
    String family = "\uD83D\uDC68\u200D\uD83D\uDC67";

    assertThat(Html.escape(family + "\r\n\u0646\u200C\u0647 co\u00ADop"))
        .isEqualTo(family + "\n\u0646\u200C\u0647 co\u00ADop");
    assertThat(Html.escape("\u2066\u200F\u202E")).isEqualTo("\uFFFD\uFFFD\uFFFD");
  }

  @Test
  void page_allowsNothingFromElsewhere() {
    assertThat(new Html().page("t")).contains("default-src 'none'");
  }
}
