package io.evalstream.cli.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/// Somebody without a mouse. Wherever the focus comes, it must be seen.
record Keyboard(Page page) {

  private static final int MOST_STOPS = 80;

  private static final String IS_FOCUSED = "element => element === document.activeElement";
  private static final String SHOWS_FOCUS =
      """
      () => {
        const focused = document.activeElement;
        const place = focused.getBoundingClientRect();
        const style = getComputedStyle(focused);
        return place.width > 0 && place.height > 0
          && place.bottom > 0 && place.top < innerHeight && place.right > 0 && place.left < innerWidth
          && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
      }
      """;

  Keyboard press(String... keys) {
    for (String key : keys) {
      page.keyboard().press(key);
    }
    return this;
  }

  Keyboard type(String text) {
    page.keyboard().type(text);
    return this;
  }

  /// Goes from stop to stop until it is at the wanted one.
  Keyboard tabTo(Locator wanted) {
    for (int stop = 0; stop < MOST_STOPS; stop++) {
      page.keyboard().press("Tab");
      assertThat(page.evaluate(SHOWS_FOCUS)).as("focus is seen: %s", focused()).isEqualTo(true);
      if (Boolean.TRUE.equals(wanted.evaluate(IS_FOCUSED))) {
        return this;
      }
    }
    throw new AssertionError("Tab does not come to " + wanted + ", but to " + focused());
  }

  private Object focused() {
    return page.evaluate("() => document.activeElement.outerHTML.slice(0, 200)");
  }
}
