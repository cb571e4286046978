package io.evalstream.cli.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The console as people see it, while the demo runs.
@Tag("browser")
class ConsoleBrowserIT {

  private static final double UNTIL_JUDGED_MS = 40_000;

  @RegisterExtension static final RunningDemo DEMO = new RunningDemo();
  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  @ParameterizedTest
  @CsvSource({
    "overview, /",
    "traces, /traces",
    "alerts, /alerts",
    "judges, /judges",
    "evaluators, /evaluators",
    "embeddings, /embeddings"
  })
  void page_isWholeOnDesktopAndPhone(String name, String path) {
    try (Tab desktop = CHROMIUM.desktop();
        Tab phone = CHROMIUM.phone();
        Tab dark = CHROMIUM.dark()) {
      for (Tab tab : new Tab[] {desktop, phone, dark}) {
        tab.show(DEMO.address() + path);
        assertThat(tab.page().locator("h1")).hasCount(1);
        assertThat(tab.page().locator("nav a[aria-current=page]")).hasCount(1);
      }
      desktop.photograph(name);
      phone.photograph(name);

      assertThat(phone.overflow()).as("pixels to scroll sideways").isLessThanOrEqualTo(0);
      for (Tab tab : new Tab[] {desktop, phone, dark}) {
        assertThat(tab.barriers()).isEmpty();
        assertThat(tab.complaints()).isEmpty();
      }
    }
  }

  @Test
  void incident_isOnTheMap_andLeadsToATrace() {
    try (Tab tab = CHROMIUM.desktop()) {
      Locator misled = tab.page().locator(".map a", titled("pergola.*"));
      reloadUntil(tab, misled);
      tab.photograph("embeddings-incident");

      misled.last().click();

      assertThat(tab.page()).hasURL(Pattern.compile(".*/traces/docs-bot-.*"));
      assertThat(tab.page().locator("h1")).hasCount(1);
      assertThat(tab.complaints()).isEmpty();
    }
  }

  private static com.microsoft.playwright.Page.LocatorOptions titled(String pattern) {
    return new com.microsoft.playwright.Page.LocatorOptions()
        .setHasText(
            Pattern.compile("Document of docs-bot.*failing: \\[" + pattern, Pattern.DOTALL));
  }

  /// The map stays as it is until the page is loaded again.
  private static void reloadUntil(Tab tab, Locator wanted) {
    long until = System.nanoTime() + (long) (UNTIL_JUDGED_MS * 1_000_000);
    do {
      tab.show(DEMO.address() + "/embeddings?app=docs-bot");
      tab.page().waitForTimeout(500);
    } while (wanted.count() == 0 && System.nanoTime() < until);
    assertThat(wanted.first())
        .isAttached(new LocatorAssertions.IsAttachedOptions().setTimeout(1_000));
  }
}
