package io.evalstream.cli.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A browser for all tests of a class: Debian's chromium, or the one that the environment variable
/// `CHROMIUM` names.
final class Chromium implements BeforeAllCallback, AfterAllCallback {

  private static final String PROGRAM =
      System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium");
  // Nothing of it goes out, and it runs as root in containers.
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private static final double PATIENCE_MS = 30_000;

  private @Nullable Playwright playwright;
  private @Nullable Browser browser;

  @Override
  public void beforeAll(ExtensionContext tests) {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of(PROGRAM))
                    .setArgs(ARGUMENTS));
  }

  /// A new tab, in a profile of its own.
  Tab tab() {
    return Tab.open(running(), true);
  }

  /// A tab of somebody who lets no script run.
  Tab withoutScripts() {
    return Tab.open(running(), false);
  }

  private Browser running() {
    return Objects.requireNonNull(browser, "no browser yet");
  }

  @Override
  public void afterAll(ExtensionContext tests) {
    if (playwright != null) {
      playwright.close();
    }
  }
}
