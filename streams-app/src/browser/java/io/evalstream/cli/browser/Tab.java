package io.evalstream.cli.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A tab that notes what a reader would not see: errors of scripts, and what the
/// Content-Security-Policy kept from happening.
///
/// @param complaints one line each
record Tab(BrowserContext context, Page page, int width, List<String> complaints)
    implements AutoCloseable {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final double PATIENCE_MS = 30_000;

  // Scripts of the test itself come in beside the policy.
  private static final String LISTENER =
      """
      document.addEventListener("securitypolicyviolation", (violation) => console.error(
        "content security policy: " + violation.effectiveDirective + " " + violation.blockedURI));
      """;

  /// Findings that keep somebody from using the page.
  private static final String FINDINGS =
      """
      async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
        .filter((finding) => ["serious", "critical"].includes(finding.impact))
        .map((finding) => finding.id + ": " + finding.help + ": "
          + finding.nodes.map((node) => node.html.slice(0, 200)).slice(0, 3).join(" | "))
      """;

  static Tab open(Browser browser, int width, int height, boolean dark) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT));
    context.addInitScript(LISTENER);
    context.setDefaultTimeout(PATIENCE_MS);
    Tab tab = new Tab(context, context.newPage(), width, new ArrayList<>());
    tab.page.onConsoleMessage(tab::note);
    tab.page.onPageError(error -> tab.complaints.add("script: " + error));
    return tab;
  }

  private void note(ConsoleMessage message) {
    if (message.type().equals("error")) {
      complaints.add(message.text() + " (" + message.location() + ")");
    }
  }

  /// Waits for the page, and not for what it loads for as long as it is open.
  Tab show(String address) {
    page.navigate(address);
    page.waitForLoadState();
    return this;
  }

  /// The whole page into `target/screenshots/NAME-WIDTH.png`.
  Tab photograph(String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(SCREENSHOTS.resolve(name + "-" + width + ".png")));
    return this;
  }

  /// How many pixels the page is wider than its window.
  int overflow() {
    return ((Number)
            page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth"))
        .intValue();
  }

  /// What axe-core finds that is serious or worse.
  List<String> barriers() {
    page.evaluate(axe());
    return ((List<?>) page.evaluate(FINDINGS)).stream().map(String::valueOf).toList();
  }

  private static String axe() {
    try (InputStream source =
        Objects.requireNonNull(Tab.class.getResourceAsStream("/axe.min.js"), "axe.min.js")) {
      return new String(source.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
