package io.evalstream.cli.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/// Whether pages show hostile texts as texts.
final class HostilePages {

  /// Elements and addresses that no template of the console writes.
  private static final String CAME_ALIVE =
      """
      () => {
        const foreign = [...document.querySelectorAll("a[href], form[action]")].filter((it) => {
          const to = new URL(it.getAttribute("href") ?? it.getAttribute("action"), location.href);
          return to.origin !== location.origin;
        });
        const alive = document.querySelectorAll(
          "script:not([src]), style, iframe, object, embed, base, b[onclick], [onerror], [onload],"
          + " [onclick], img:not([src^='/assets/'])");
        return [...foreign, ...alive].map((it) => it.outerHTML.slice(0, 200));
      }
      """;

  /// The values of forms are sent back as they came, and nobody sees them.
  private static final String UNSEEN =
      """
      () => document.documentElement.outerHTML
        .replace(/(<(?:option|input)[^>]*) value="[^"]*"/gu, "$1")
        .match(/.{0,60}[\\u202a-\\u202e\\u2066-\\u2069\\u200b\\ufeff\\u2028\\u2029\\u0000].{0,60}/gu) ?? []
      """;

  private HostilePages() {}

  /// @param texts that must be readable
  static void check(Tab tab, String address, String... texts) {
    tab.show(address);
    String all = String.valueOf(tab.page().evaluate("() => document.body.textContent"));
    assertThat(all).as(address).contains(texts);
    assertThat(all).as("a template in a text is none: %s", address).doesNotContain("49 ' \"");
    assertThat((List<?>) tab.page().evaluate(CAME_ALIVE)).as("elements of %s", address).isEmpty();
    assertThat((List<?>) tab.page().evaluate(UNSEEN)).as("unseen in %s", address).isEmpty();
    tab.look(Look.PHONE);
    assertThat(tab.overflow())
        .as("pixels to scroll sideways at %s", address)
        .isLessThanOrEqualTo(0);
    tab.look(Look.DESKTOP);
    assertThat(tab.complaints()).as(address).isEmpty();
  }
}
