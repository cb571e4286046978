package io.evalstream.cli.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/// A tab that notes what no page of the console should bring about: errors of scripts, dialogs,
/// requests to other hosts, and what the Content-Security-Policy kept from happening.
///
/// @param complaints one line each
record Tab(BrowserContext context, Page page, List<String> complaints) implements AutoCloseable {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final double PATIENCE_MS = 30_000;
  private static final Pattern HERE = Pattern.compile("http://127\\.0\\.0\\.1:|data:image/");

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

  private static final String WORDS =
      """
      () => {
        const main = document.getElementById("main").cloneNode(true);
        main.querySelectorAll("time, .live").forEach((part) => part.remove());
        return main.textContent.replace(/\\s+/g, " ").trim();
      }
      """;

  static Tab open(Browser browser, boolean scripts) {
    BrowserContext context =
        browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(scripts));
    context.addInitScript(LISTENER);
    context.setDefaultTimeout(PATIENCE_MS);
    Tab tab = new Tab(context, context.newPage(), new ArrayList<>());
    tab.page.onConsoleMessage(tab::note);
    tab.page.onPageError(error -> tab.complaints.add("script: " + error));
    tab.page.onRequest(tab::note);
    tab.page.onDialog(tab::note);
    return tab.look(Look.DESKTOP);
  }

  private void note(ConsoleMessage message) {
    if (message.type().equals("error")) {
      complaints.add(message.text() + " (" + message.location() + ")");
    }
  }

  private void note(Request request) {
    if (!HERE.matcher(request.url()).lookingAt()) {
      complaints.add("asks somebody else: " + request.url());
    }
  }

  private void note(Dialog dialog) {
    complaints.add("dialog: " + dialog.message());
    dialog.dismiss();
  }

  /// The same page, seen in another way.
  Tab look(Look look) {
    page.emulateMedia(
        new Page.EmulateMediaOptions()
            .setColorScheme(look.dark ? ColorScheme.DARK : ColorScheme.LIGHT));
    page.setViewportSize(look.width, look.height);
    return this;
  }

  /// Waits for the page, and not for what it loads for as long as it is open.
  Tab show(String address) {
    page.navigate(address);
    page.waitForLoadState();
    return this;
  }

  /// The whole page into `target/screenshots/NAME.png`.
  Tab photograph(String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(name + ".png")));
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

  /// What the page says but for times, which pass.
  String words() {
    return String.valueOf(page.evaluate(WORDS));
  }

  @Override
  public void close() {
    context.close();
  }
}
