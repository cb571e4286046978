package io.evalstream.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evalstream.config.Secret;
import io.evalstream.http.Ask.Answer;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpPortTest {

  private static final String TOKEN = "s3cret-of-the-port";
  private static final String BEARER = "Authorization: Bearer " + TOKEN;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-28T09:00:00Z"));
  private @Nullable HttpPort port;

  private Ask open(@Nullable String token) {
    Routes room =
        routes -> {
          routes.get("/", context -> context.result("page"));
          routes.get("/api/v1/thing", context -> context.json(List.of()));
          routes.get("/health/live", context -> context.result("up"));
          routes.get("/broken", context -> failure());
          routes.post(
              "/api/v1/thing", context -> context.result(Body.object(context, 100).toString()));
          routes.get(
              "/later",
              context -> {
                throw Problem.later(HttpStatus.SERVICE_UNAVAILABLE, "wait", Duration.ofSeconds(7))
                    .exception();
              });
        };
    InstantSource clock = now::get;
    port =
        new HttpPort(
            new HttpConfig("127.0.0.1", 0, token == null ? null : new Secret(token)),
            List.of(room),
            clock);
    port.start();
    return new Ask(port.port());
  }

  private static void failure() {
    throw new IllegalStateException("secret detail");
  }

  @AfterEach
  void close() {
    if (port != null) {
      port.close();
    }
  }

  @Test
  void everyAnswer_hasTheHeaders() {
    Ask ask = open(TOKEN);

    for (String path : List.of("/", "/nothing", "/broken", "/health/live", "/login", "/later")) {
      for (String method : List.of("GET", "POST", "DELETE")) {
        Answer answer = ask.send(method, path, "", BEARER, "Content-Type: application/json");
        assertThat(answer.header("Content-Security-Policy"))
            .as("%s %s", method, path)
            .isEqualTo(AnswerHeaders.CONTENT_SECURITY_POLICY);
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Server")).isEmpty();
      }
    }
  }

  @Test
  void problems_areToldAsSuch() {
    Ask ask = open(null);

    Answer broken = ask.get("/broken");
    assertThat(broken.status()).isEqualTo(500);
    assertThat(broken.header("Content-Type")).startsWith("application/problem+json");
    assertThat(broken.body()).contains("\"status\":500").doesNotContain("secret");
    assertThat(ask.get("/nothing").status()).isEqualTo(404);
    assertThat(ask.get("/nothing").body()).contains("openapi.json");
    Answer method = ask.send("DELETE", "/api/v1/thing", "", "Content-Type: application/json");
    assertThat(method.status()).isEqualTo(405);
    assertThat(method.header("Allow")).contains("GET", "POST");
    assertThat(ask.get("/later").status()).isEqualTo(503);
    assertThat(ask.get("/later").header("Retry-After")).isEqualTo("7");
    assertThat(ask.send("HEAD", "/api/v1/thing", "").status()).isEqualTo(200);
  }

  @Test
  void token_isAskedForEverywhereButForHealthAndLogin() {
    Ask ask = open(TOKEN);

    assertThat(ask.get("/api/v1/thing").status()).isEqualTo(401);
    assertThat(ask.get("/api/v1/thing").header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(ask.get("/api/v1/thing", "Authorization: Bearer other").status()).isEqualTo(401);
    assertThat(ask.get("/api/v1/thing", "Accept: text/html").status()).isEqualTo(401);
    assertThat(ask.get("/nothing").status()).isEqualTo(401);
    for (String way :
        List.of(
            "/health/../api/v1/thing",
            "/health/%2e%2e/api/v1/thing",
            "/assets/..;/api/v1/thing",
            "/assets/%2e%2e%2fapi/v1/thing",
            "//api/v1/thing",
            "/health//../api/v1/thing")) {
      assertThat(ask.get(way).status()).as(way).isIn(400, 401, 404);
    }
    assertThat(ask.get("/api/v1/thing", BEARER).status()).isEqualTo(200);
    assertThat(ask.get("/health/live").status()).isEqualTo(200);
    assertThat(ask.get("/login").status()).isEqualTo(200);
  }

  @Test
  void browser_isSentToTheLogin_andBackWithACookie() {
    Ask ask = open(TOKEN);

    Answer sent = ask.get("/?app=a%20b", "Accept: text/html,*/*");
    assertThat(sent.status()).isEqualTo(303);
    assertThat(sent.header("Location")).endsWith("/login?next=%2F%3Fapp%3Da%2520b");

    Answer wrong = ask.postForm("/login", "token=other&next=%2F");
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.header("Set-Cookie")).isEmpty();

    Answer login = ask.postForm("/login", "token=" + TOKEN + "&next=%2F%3Fapp%3Da%2520b");
    assertThat(login.status()).isEqualTo(303);
    assertThat(login.header("Location")).endsWith("/?app=a%20b");
    assertThat(login.header("Set-Cookie"))
        .contains("; Path=/;", "; HttpOnly", "; SameSite=Strict")
        .doesNotContain("Secure", TOKEN);
    String cookie = "Cookie: " + login.header("Set-Cookie").replaceFirst(";.*", "");
    assertThat(ask.get("/api/v1/thing", cookie).status()).isEqualTo(200);
    assertThat(ask.get("/api/v1/thing", cookie + "x").status()).isEqualTo(401);
    assertThat(ask.get("/login", cookie).status()).isEqualTo(303);
    assertThat(ask.postForm("/logout", "", cookie).header("Set-Cookie")).contains("Max-Age=0");
    assertThat(ask.get("/", "HX-Request: true").header("HX-Redirect")).isEqualTo("/login");
  }

  @Test
  void cookie_holdsOnAnotherInstance_andNotWithAnotherToken() {
    Answer login = open(TOKEN).postForm("/login", "token=" + TOKEN);
    String cookie = "Cookie: " + login.header("Set-Cookie").replaceFirst(";.*", "");
    close();

    assertThat(open(TOKEN).get("/", cookie).status()).isEqualTo(200);
    close();
    assertThat(open("another").get("/", cookie).status()).isEqualTo(401);
  }

  @Test
  void cookie_holdsForAMonth_whateverTheBrowserKeeps() {
    Ask ask = open(TOKEN);
    Answer login = ask.postForm("/login", "token=" + TOKEN);
    String cookie = "Cookie: " + login.header("Set-Cookie").replaceFirst(";.*", "");

    now.updateAndGet(time -> time.plus(Duration.ofDays(30)).minusSeconds(1));
    assertThat(ask.get("/", cookie).status()).isEqualTo(200);
    now.updateAndGet(time -> time.plusSeconds(1));
    assertThat(ask.get("/", cookie).status()).isEqualTo(401);
    assertThat(ask.get("/", cookie.replaceFirst("=[0-9]+", "=9999999999")).status()).isEqualTo(401);
  }

  @Test
  void portOfMetrics_hasNoLogin_andItsOwnNameWhenItIsTaken() {
    Routes metrics = routes -> routes.get("/metrics", context -> context.result("numbers"));
    HttpConfig config = new HttpConfig("127.0.0.1", 0, new Secret(TOKEN));
    port = HttpPort.forMetrics(config, metrics, now::get);
    port.start();
    Ask ask = new Ask(port.port());

    assertThat(ask.get("/metrics", BEARER).body()).isEqualTo("numbers");
    assertThat(ask.get("/login", BEARER).status()).isEqualTo(404);
    assertThat(ask.postForm("/login", "token=" + TOKEN).status()).isIn(401, 415);
    Answer refused = ask.get("/", "Accept: text/html");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.body()).doesNotContain("/login");

    HttpConfig same = new HttpConfig("127.0.0.1", port.port(), null);
    try (HttpPort second = HttpPort.forMetrics(same, metrics, now::get)) {
      assertThatThrownBy(second::start)
          .hasMessageStartingWith("http.metrics_port " + port.port())
          .hasMessageEndingWith("Choose another with http.metrics_port.");
    }
  }

  @Test
  void behindHttps_theCookieIsSecure() {
    Answer login = open(TOKEN).postForm("/login", "token=" + TOKEN, "X-Forwarded-Proto: https");

    assertThat(login.header("Set-Cookie")).endsWith("; Secure");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "//evil.example",
        "/%5Cevil.example",
        "/%09/evil.example",
        "/a%0d%0aSet-Cookie:x=y",
        "javascript:alert(1)",
        ""
      })
  void next_leadsNowhereElse(String next) {
    Answer login = open(TOKEN).postForm("/login", "token=" + TOKEN + "&next=" + next);

    assertThat(login.header("Location")).matches("(http://localhost:[0-9]+)?/");
    assertThat(login.header("Set-Cookie")).startsWith("evalstream_session=");
  }

  @Test
  void login_showsNoMarkupOfOthers() {
    Answer page = open(TOKEN).get("/login?next=/%22%3E%3Cscript%3Ealert(1)%3C/script%3E");

    assertThat(page.body()).doesNotContain("<script").contains("&lt;script");
  }

  @Test
  void guessing_isSlowedDown() {
    Ask ask = open(TOKEN);
    for (int i = 0; i < 10; i++) {
      assertThat(ask.postForm("/login", "token=guess" + i).status()).isEqualTo(401);
    }

    Answer refused = ask.postForm("/login", "token=guess");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("60");
    now.updateAndGet(time -> time.plusSeconds(61));
    assertThat(ask.postForm("/login", "token=guess").status()).isEqualTo(401);
  }

  @Test
  void guessing_locksNobodyOutWhoKnowsTheToken() {
    Ask ask = open(TOKEN);
    for (int i = 0; i < 20; i++) {
      ask.postForm("/login", "token=guess" + i);
    }

    assertThat(ask.postForm("/login", "token=" + TOKEN).status()).isEqualTo(303);
    assertThat(ask.get("/api/v1/thing", BEARER).status()).isEqualTo(200);
    assertThat(ask.get("/api/v1/thing").status()).isEqualTo(401);
  }

  @Test
  void guessing_isCountedWhereverATokenIsSent() {
    Ask ask = open(TOKEN);
    for (int i = 0; i < 10; i++) {
      assertThat(ask.get("/api/v1/thing", "Authorization: Bearer " + i).status()).isEqualTo(401);
    }

    Answer refused = ask.get("/api/v1/thing", "Authorization: Bearer guess");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("60");
    assertThat(ask.postForm("/login", "token=guess").status()).isEqualTo(429);
    assertThat(ask.get("/login", BEARER).status()).as("tells nothing of a token").isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 200",
    "LOCALHOST:8080, 200",
    "127.0.0.1:9, 200",
    "[::1]:8080, 200",
    "evil.example, 403",
    "localhost.evil.example, 403",
    "127.0.0.1.evil.example:80, 403",
    "'', 403"
  })
  void withoutToken_hostMustBeLoopback(String host, int status) {
    assertThat(open(null).get("/", "Host: " + host).status())
        .isIn(status, status == 403 ? 400 : 200);
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site: same-origin, 200",
    "Sec-Fetch-Site: none, 200",
    "Sec-Fetch-Site: same-site, 403",
    "Sec-Fetch-Site: cross-site, 403",
    "Origin: http://localhost:1, 200",
    "Origin: http://evil.example, 403",
    "Origin: null, 403",
    "X-Other: 1, 200"
  })
  void writes_comeFromThisSite(String header, int status) {
    Answer answer = open(null).postJson("/api/v1/thing", "{}", header, "Host: localhost:1");

    assertThat(answer.status()).isEqualTo(status);
  }

  @Test
  void writes_areJson() {
    Ask ask = open(null);

    for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "")) {
      Answer answer = ask.send("POST", "/api/v1/thing", "{}", "Content-Type: " + type);
      assertThat(answer.status()).as(type).isEqualTo(415);
      assertThat(answer.body()).contains("Content-Type must be application/json");
    }
    assertThat(ask.postJson("/api/v1/thing", "{\"a\":1}").body()).isEqualTo("{\"a\":1}");
    for (String bad : List.of("", "null", "[]", "{", "{} {}", "{\"a\":1,\"a\":2}", "1", "nul")) {
      assertThat(ask.postJson("/api/v1/thing", bad).status()).as(bad).isEqualTo(400);
    }
    assertThat(ask.postJson("/api/v1/thing", "{\"a\":" + "[".repeat(5_000)).status())
        .isEqualTo(413);
    Answer large = ask.postJson("/api/v1/thing", "{\"a\":\"" + "x".repeat(200) + "\"}");
    assertThat(large.status()).isEqualTo(413);
    assertThat(large.body()).contains("at most 100 bytes");
  }
}
