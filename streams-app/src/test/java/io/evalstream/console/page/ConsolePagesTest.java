package io.evalstream.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.console.archive.Archive;
import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsolePagesTest {

  private final HttpClient client = HttpClient.newHttpClient();
  private Javalin server = Javalin.create();

  @BeforeEach
  void start() {
    server =
        Javalin.create(config -> new ConsolePages(new Archive()).addTo(config.routes))
            .start("127.0.0.1", 0);
  }

  @AfterEach
  void stop() {
    server.stop();
    client.close();
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
}
