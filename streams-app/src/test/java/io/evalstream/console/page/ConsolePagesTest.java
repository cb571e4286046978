package io.evalstream.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.console.ClusterBoards;
import io.evalstream.console.archive.Archive;
import io.evalstream.console.archive.ArchiveState;
import io.evalstream.console.archive.SampleArchive;
import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsolePagesTest {

  private final HttpClient client = HttpClient.newHttpClient();
  private Javalin server;
  private Archive archive;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    InstantSource clock = InstantSource.fixed(Windows.NOW);
    archive = SampleArchive.fill(folder, Windows.NOW);
    ConsolePages pages =
        new ConsolePages(archive, new ClusterBoards(), List.of(), Monitored.config(), clock);
    server = Javalin.create(config -> pages.addTo(config.routes)).start("127.0.0.1", 0);
  }

  @AfterEach
  void stop() {
    server.stop();
    client.close();
    archive.close();
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void assets_ofOursAndOfTheLibraries_areServedWithTheirTypes() throws Exception {
    assertType("console.css", "text/css; charset=utf-8");
    assertType("console.js", "text/javascript; charset=utf-8");
    assertType("evalstream.svg", "image/svg+xml");
    assertType("uplot.js", "text/javascript; charset=utf-8");
    assertType("uplot.css", "text/css; charset=utf-8");
    assertType("htmx.js", "text/javascript; charset=utf-8");
  }

  private void assertType(String name, String type) throws Exception {
    HttpResponse<String> answer = get("/assets/" + name);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").map(it -> it.replace(";c", "; c")))
        .hasValueSatisfying(it -> assertThat(it).isEqualToIgnoringCase(type));
    assertThat(answer.body()).isNotEmpty();
  }

  @Test
  void anAsset_isKeptByVersionAndElseAskedAgain() throws Exception {
    HttpResponse<String> plain = get("/assets/console.css");
    String tag = plain.headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> same = get("/assets/console.css", "If-None-Match", tag);
    HttpResponse<String> versioned = get("/assets/console.css?v=" + new Assets().version());

    assertThat(plain.headers().firstValue("Cache-Control")).contains("no-cache");
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(versioned.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
  }

  @Test
  void whatIsNotThere_isAPageThatSaysSo() throws Exception {
    HttpResponse<String> answer = get("/nowhere", "Accept", "text/html");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("<h1>Not found</h1>").contains("<nav");
  }

  @Test
  void anAddressOfTheApi_isLeftToTheApi() throws Exception {
    HttpResponse<String> answer = get("/api/v1/nowhere", "Accept", "text/html");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).doesNotContain("<html");
  }

  @Test
  void aMissingAsset_is404() throws Exception {
    assertThat(get("/assets/..%2Fconsole.css").statusCode()).isIn(400, 404);
    assertThat(get("/assets/pom.xml").statusCode()).isEqualTo(404);
  }

  @Test
  void everyPage_isWholeAndLive() throws Exception {
    assertPage("/", "<h1>Overview</h1>");
    assertPage("/apps/docs-bot/faithfulness?range=24h", "<h1><bdi>faithfulness</bdi></h1>");
    assertPage("/apps?app=docs-bot&evaluator=faithfulness", "<h1><bdi>faithfulness</bdi></h1>");
    assertPage("/alerts?state=firing", "unfaithful answers");
    assertPage("/judges", "<h1>Judges</h1>");
  }

  private void assertPage(String path, String text) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(answer.body())
        .contains(text)
        .contains("<nav")
        .contains("hx-get=\"" + ShownText.html(path) + "\"");
    // What the Content-Security-Policy forbids.
    assertThat(answer.body()).doesNotContain(" style=").doesNotContain(" onclick=");
    assertThat(answer.body().split("<h1", -1)).hasSize(2);
  }

  @Test
  void aBrowserThatHasTheRest_getsThePartAlone() throws Exception {
    HttpResponse<String> answer = get("/", "HX-Request", "true");

    assertThat(answer.body()).contains("<h1>Overview</h1>").doesNotContain("<html");
    assertThat(answer.headers().firstValue("Vary")).contains("HX-Request");
  }

  @Test
  void whatCannotBeAsked_isAPageThatSaysWhy() throws Exception {
    HttpResponse<String> range = get("/?range=2y");
    HttpResponse<String> evaluator = get("/apps/docs-bot/nothing", "Accept", "text/html");

    assertThat(range.statusCode()).isEqualTo(400);
    assertThat(range.body()).contains("range must be one of 1h, 6h, 24h, was 2y");
    for (String list : List.of("/traces", "/alerts")) {
      HttpResponse<String> cursor = get(list + "?cursor=nonsense");
      assertThat(cursor.statusCode()).as(list).isEqualTo(400);
      assertThat(cursor.body()).contains("cursor must be what the list before gave as next");
    }
    assertThat(evaluator.statusCode()).isEqualTo(404);
    assertThat(evaluator.body()).contains("Nothing was judged by this evaluator");
  }

  @Test
  void anArchiveThatIsNotWhole_saysSoOnEveryPage() throws Exception {
    archive.reading(ArchiveState.Condition.REBUILDING, null, 0.43, 1_000);

    assertThat(get("/judges").body()).contains("Still reading: 43 % of what the topics hold");
  }
}
