package io.evalstream.cli.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.evalstream.app.Monitor;
import java.net.URLEncoder;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The console as people see it, while the demo runs: one story, and what else happens meanwhile.
///
/// The tests are of one demo and in the order of its story. A tab is open from its beginning and is
/// never loaded again.
@Tag("browser")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleBrowserIT {

  private static final double INCIDENT_SHOWS_MS = 120_000;

  @RegisterExtension static final RunningDemo DEMO = new RunningDemo();
  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  private static @Nullable Tab watching;
  private static @Nullable String labelled;

  @Test
  @Order(1)
  void overview_fillsByItself() {
    Tab tab = CHROMIUM.tab().show(DEMO.address() + "/");
    tab.page().evaluate("() => { window.neverLoadedAgain = true; }");
    watching = tab;

    for (String app : List.of("docs-bot", "shopping-assistant", "support-bot")) {
      Locator card = card(tab, app);
      assertThat(card.getByRole(AriaRole.ROW)).not().hasCount(0);
      assertThat(card.locator("tbody tr").first()).containsText(Pattern.compile("\\d+\\.\\d %"));
    }
  }

  @Test
  @Order(2)
  void hostileTexts_areTexts() throws Exception {
    DEMO.say(Hostile.event(Hostile.TRACE_ID, Hostile.RESPONSE, 1));
    DEMO.writer().send(Hostile.span(Hostile.TRACE_ID));
    DEMO.say(Hostile.event(Hostile.LONG_TRACE_ID, Hostile.TEXT.repeat(1_300), 0));
    DEMO.say(Hostile.event(Hostile.TOO_LONG_TRACE_ID, "<b>x</b> ".repeat(111_000), 0));
    DEMO.writer().send(Hostile.label(Hostile.TRACE_ID));
    DEMO.raise(Hostile.alert("firing"));
    String name = "<b onclick=alert(7)>{{model}}[U+202E]<!channel>";
    String here = DEMO.address();
    try (Tab tab = CHROMIUM.tab()) {
      tab.show(here + "/traces");
      until(tab, () -> !DEMO.monitor().archive().feedback(Hostile.TRACE_ID).isEmpty());
      until(tab, () -> DEMO.monitor().archive().trace(Hostile.TRACE_ID).isPresent());
      until(tab, () -> DEMO.monitor().archive().trace(Hostile.LONG_TRACE_ID).isPresent());

      HostilePages.check(tab, here + "/traces?text=moon", Hostile.SCRIPT, "model" + name);
      HostilePages.check(
          tab,
          here + "/trace?trace_id=" + encoded(Hostile.TRACE_ID),
          Hostile.MARKUP,
          "[U+202E]thgir[U+202C]",
          "model" + name,
          "document" + name,
          "title" + name,
          "call" + name,
          "attribute" + name,
          "annotator" + name);
      tab.photograph("hostile-trace");
      HostilePages.check(tab, here + "/traces/" + Hostile.LONG_TRACE_ID, "These are its first");
      HostilePages.check(tab, here + "/apps/docs-bot/faithfulness", "model" + name);
      HostilePages.check(
          tab,
          here + "/evaluators/faithfulness?trace=" + encoded(Hostile.TRACE_ID),
          Hostile.SCRIPT);
      HostilePages.check(tab, here + "/embeddings", Hostile.SCRIPT);
      HostilePages.check(tab, here + "/", "rule" + name, "app" + name);
      tab.photograph("hostile-overview");
      HostilePages.check(tab, here + "/alerts", Hostile.MARKUP, "rule" + name, "part" + "<b");
      assertThat(tab.page().locator(".slack").first()).containsText("<!channel>");
      tab.photograph("hostile-alerts");
    }
    assertThat(DEMO.monitor().archive().trace(Hostile.TOO_LONG_TRACE_ID)).isEmpty();
    DEMO.raise(Hostile.alert("inactive"));
  }

  @Test
  @Order(3)
  void withoutScripts_pagesAreReadable() {
    try (Tab tab = CHROMIUM.withoutScripts().show(DEMO.address() + "/")) {
      assertThat(card(tab, "docs-bot").locator("tbody tr").first())
          .containsText(Pattern.compile("\\d to \\d+\\.\\d %"));
      tab.photograph("overview-without-scripts");

      tab.page()
          .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Traces").setExact(true))
          .first()
          .click();
      tab.page().getByLabel("App").selectOption("support-bot");
      tab.page()
          .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Filter").setExact(true))
          .click();

      assertThat(tab.page()).hasURL(Pattern.compile(".*/traces\\?.*app=support-bot.*"));
      assertThat(tab.page().locator(".turn")).not().hasCount(0);
      assertThat(tab.page().locator(".turn").filter(without("support-bot"))).hasCount(0);

      tab.page().locator(".turn__question").first().click();
      assertThat(tab.page()).hasURL(Pattern.compile(".*/traces/support-bot-.*"));
      assertThat(tab.page().locator(".answer")).not().isEmpty();
      assertThat(tab.page().locator(".evaluation")).not().hasCount(0);
      assertThat(tab.complaints()).isEmpty();
    }
  }

  @Test
  @Order(4)
  void keyboard_isEnough_toFindATraceAndToLabelIt() {
    try (Tab tab = CHROMIUM.tab().show(DEMO.address() + "/traces")) {
      Page page = tab.page();
      Keyboard keyboard = new Keyboard(page);
      keyboard.tabTo(page.locator(".skip")).press("Enter");
      assertThat(page.locator("#main")).isFocused();

      keyboard.tabTo(page.locator("#text")).type("support");
      keyboard.tabTo(page.getByLabel("Diagnosis"));
      assertThat(page).hasURL(Pattern.compile(".*text=support.*"));
      assertThat(page.locator(".turn")).not().hasCount(0);
      keyboard.tabTo(page.locator(".turn__question").first()).press("Enter");

      assertThat(page).hasURL(Pattern.compile(".*/traces/[^?]+"));
      Locator form = page.locator(".label-form").first();
      keyboard.tabTo(form.locator("summary")).press("Enter");
      keyboard.tabTo(form.locator("input[type=radio]").first()).press("Space");
      keyboard.tabTo(form.locator("textarea")).type("seen without a mouse");
      keyboard.tabTo(form.locator("input[name=annotator]")).type("keyboard");
      keyboard.tabTo(form.locator("button")).press("Enter");

      assertThat(form.getByRole(AriaRole.STATUS)).containsText("Sent.");
      assertThat(page.locator("#labels")).containsText("seen without a mouse");
      assertThat(tab.complaints()).isEmpty();
    }
  }

  @Test
  @Order(5)
  void incident_appearsByItself_andLeadsToTheUnsupportedSentence_thatAPersonLabels() {
    try (Tab tab = Objects.requireNonNull(watching)) {
      Locator alarm =
          tab.page().locator(".alarm").filter(with("docs-bot")).filter(with("faithfulness-high"));
      assertThat(alarm)
          .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(INCIDENT_SHOWS_MS));
      assertThat(tab.page().evaluate("() => window.neverLoadedAgain")).isEqualTo(true);
      assertThat(card(tab, "docs-bot").locator(".funnel")).containsText("Chat events");
      DEMO.quiet();
      until(tab, DEMO::isSettled);

      alarm.getByText("Failing traces").click();
      assertThat(tab.page()).hasURL(Pattern.compile(".*/traces\\?app=docs-bot.*failing=true.*"));
      openOneThatNobodyHasLabelled(tab);

      assertThat(tab.page().locator("h1")).hasCount(1);
      assertThat(tab.page().locator(".answer mark").first()).not().isEmpty();
      assertThat(tab.page().locator(".reasons li").first()).containsText("quoted by the judge");
      labelled = tab.page().url().replace(DEMO.address(), "");
      long before = labelsOnJudges();

      Locator judged =
          tab.page().locator(".trace__judged .evaluation").filter(with("faithfulness")).first();
      judged.locator(".label-form summary").click();
      judged.getByLabel("unfaithful").check();
      judged.getByLabel("Comment").fill("That is of another product.");
      judged.getByLabel("Your name").fill("maria");
      judged.locator(".label-form button").click();

      assertThat(judged.getByRole(AriaRole.STATUS)).containsText("Sent.");
      assertThat(tab.page().locator("#labels")).containsText("That is of another product.");
      assertThat(tab.page().locator("#labels")).containsText("maria");
      assertThat(tab.page().locator("#labels")).containsText("the judge agrees");
      tab.photograph("trace-labelled");
      until(tab, () -> labelsOnJudges() == before + 1);
      assertThat(tab.complaints()).isEmpty();
    }
  }

  private static void openOneThatNobodyHasLabelled(Tab tab) {
    List<String> links =
        tab.page().locator(".turn__question").all().stream()
            .map(link -> link.getAttribute("href"))
            .toList();
    for (String link : links) {
      tab.show(DEMO.address() + link);
      if (tab.page().locator("#labels").textContent().contains("Nobody has labelled")
          && tab.page().locator(".answer mark").count() > 0) {
        return;
      }
    }
    throw new AssertionError("each failing trace has a label: " + links);
  }

  /// Labels of reviewers for faithfulness of docs-bot.
  private static long labelsOnJudges() {
    try (Tab tab = CHROMIUM.tab().show(DEMO.address() + "/judges")) {
      String said =
          tab.page()
              .locator(".agreement")
              .filter(with("reviewers"))
              .filter(with("faithfulness · docs-bot"))
              .locator("dd")
              .first()
              .textContent();
      return Long.parseLong(said.substring(0, said.indexOf(',')));
    }
  }

  @Test
  @Order(6)
  void incident_isOnTheMap_andLeadsToATrace() {
    try (Tab tab = CHROMIUM.tab().show(DEMO.address() + "/embeddings?app=docs-bot")) {
      Locator misled =
          tab.page()
              .locator(".map a")
              .filter(
                  new Locator.FilterOptions()
                      .setHasText(
                          Pattern.compile(
                              "Document of docs-bot.*failing: \\[pergola.*", Pattern.DOTALL)));

      misled.last().click();

      assertThat(tab.page()).hasURL(Pattern.compile(".*/traces/docs-bot-.*"));
      assertThat(tab.page().locator("h1")).hasCount(1);
      assertThat(tab.complaints()).isEmpty();
    }
  }

  @ParameterizedTest
  @Order(7)
  @CsvSource({
    "overview, /",
    "evaluator, /apps/docs-bot/faithfulness",
    "traces, /traces?app=docs-bot&diagnosis=ungrounded",
    "trace, ",
    "alerts, /alerts",
    "judges, /judges",
    "evaluators, /evaluators",
    "definition, /evaluators/faithfulness",
    "embeddings, /embeddings"
  })
  void page_isWhole_wideAndNarrow_lightAndDark(String name, @Nullable String path) {
    try (Tab tab = CHROMIUM.tab()) {
      tab.show(DEMO.address() + (path == null ? labelled : path));
      assertThat(tab.page().locator("h1")).hasCount(1);
      assertThat(tab.page().locator("nav a[aria-current=page]")).hasCount(1);
      for (Look look : Look.values()) {
        tab.look(look).photograph(look.named(name));
        assertThat(tab.overflow()).as("pixels to scroll: %s", look).isLessThanOrEqualTo(0);
        if (look.width > Look.PHONE.width) {
          assertThat(tab.barriers()).as("barriers: %s", look).isEmpty();
        }
      }
      assertThat(tab.complaints()).isEmpty();
    }
  }

  @Test
  @Order(8)
  void anotherInstance_showsTheSame() throws Exception {
    Monitor other = DEMO.another();
    String there = RunningDemo.address(other);
    for (String path : List.of("/", Objects.requireNonNull(labelled), "/alerts", "/traces")) {
      try (Tab one = CHROMIUM.tab().show(DEMO.address() + path);
          Tab two = CHROMIUM.tab()) {
        until(two, () -> two.show(there + path).words().equals(one.words()));
        assertThat(one.complaints()).isEmpty();
        assertThat(two.complaints()).isEmpty();
      }
    }
  }

  private static Locator card(Tab tab, String app) {
    return tab.page()
        .locator("section.card")
        .filter(
            new Locator.FilterOptions()
                .setHas(
                    tab.page()
                        .getByRole(
                            AriaRole.HEADING,
                            new Page.GetByRoleOptions().setName(app).setExact(true))));
  }

  private static void until(Tab tab, BooleanSupplier condition) {
    tab.page().waitForCondition(condition, new Page.WaitForConditionOptions().setTimeout(60_000));
  }

  private static Locator.FilterOptions with(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static Locator.FilterOptions without(String text) {
    return new Locator.FilterOptions().setHasNotText(text);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
