package io.evalstream.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageAddressTest {

  @Test
  void aPlainName_isPartOfThePath() {
    assertThat(PageAddress.evaluator("docs bot", "faithfulness"))
        .isEqualTo("/apps/docs%20bot/faithfulness");
    assertThat(PageAddress.trace("t-1")).isEqualTo("/traces/t-1");
  }

  /// Servers and proxies refuse these in a path, or take them for something else.
  @Test
  void aNameThatAPathCannotHold_isAParameter() {
    assertThat(PageAddress.evaluator("a/b", "x")).isEqualTo("/apps?app=a%2Fb&evaluator=x");
    assertThat(PageAddress.trace("..")).isEqualTo("/trace?trace_id=..");
    assertThat(PageAddress.trace("50%;x")).isEqualTo("/trace?trace_id=50%25%3Bx");
  }

  @Test
  void aNameWithMarkup_isEncoded() {
    assertThat(PageAddress.of("/traces", "app", "\"><b>&x=1", "label", null, "text", "a+b"))
        .isEqualTo("/traces?app=%22%3E%3Cb%3E%26x%3D1&text=a%2Bb");
  }
}
