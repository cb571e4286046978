package io.evalstream.devcluster.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evalstream.devcluster.loopback.Http;
import io.evalstream.devcluster.loopback.PortInUseException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireServerTest {

  private static final String LAST = "Connection: close\r\n\r\n";

  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final WireServer server = WireServer.start("test server", 0, this::handle);

  @AfterEach
  void stop() {
    server.close();
  }

  private void handle(WireRequest request, WireConnection connection)
      throws IOException, InterruptedException {
    switch (request.route()) {
      case "GET /raw" -> connection.sendRaw("no HTTP".getBytes(UTF_8));
      case "GET /reset" -> connection.reset();
      case "GET /close" -> connection.close();
      case "GET /hang" -> {
        connection.sendHeadOnly(WireReply.json(200, "{}"), Duration.ofMinutes(1));
        ended.countDown();
      }
      case "GET /slow" -> {
        reached.countDown();
        Thread.sleep(Duration.ofMinutes(1));
      }
      default ->
          connection.send(
              WireReply.json(200, request.route() + " [" + request.text() + "]")
                  .header("X-Key", request.header("idempotency-KEY").orElse("none")));
    }
  }

  @Test
  void request_isAnswered() throws Exception {
    try (Http http = Http.of(server.url())) {
      Http.Reply reply = http.post("/path?query=1", "Zürich");

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.text()).isEqualTo("POST /path [Zürich]");
      assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    }
  }

  @Test
  void requests_sentAtOnce_areAnsweredInTheirOrder() throws Exception {
    String replies =
        exchange(
            "GET /1 HTTP/1.1\r\n\r\n"
                + "POST /2 HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello"
                + "GET /3 HTTP/1.1\r\n"
                + LAST);

    assertThat(replies)
        .isEqualTo(reply("GET /1 []") + reply("POST /2 [hello]") + reply("GET /3 []"));
  }

  @Test
  void body_inChunks_isReadToItsEnd() throws Exception {
    String replies =
        exchange(
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3\r\nabc\r\nA;ext=1\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n"
                + "GET /next HTTP/1.1\r\n"
                + LAST);

    assertThat(replies).isEqualTo(reply("POST / [abc0123456789]") + reply("GET /next []"));
  }

  @Test
  void body_longerThanTheBuffer_isReadToItsEnd() throws Exception {
    String body = "0123456789".repeat(50_000);

    String reply = exchange("POST / HTTP/1.1\r\nContent-Length: 500000\r\n" + LAST + body);

    assertThat(reply).endsWith("POST / [" + body + "]");
  }

  @Test
  void clientThatAsksBeforeItSends_isToldToGoOn() throws Exception {
    try (RawClient client = RawClient.to(server.port())) {
      client.send("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n" + LAST);

      assertThat(client.read(25)).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      assertThat(client.send("ok").readAll()).isEqualTo(reply("POST / [ok]"));
    }
  }

  @Test
  void oldClient_isAnsweredOnce() throws Exception {
    assertThat(exchange("GET /1 HTTP/1.0\r\n\r\nGET /2 HTTP/1.0\r\n\r\n"))
        .isEqualTo(reply("GET /1 []"));
  }

  @Test
  void header_isFoundWhateverItsCase() throws Exception {
    assertThat(
            exchange("GET / HTTP/1.1\r\nX-Idempotency-Key: a\r\nIDEMPOTENCY-key:  b \r\n" + LAST))
        .contains("X-Key: b\r\n");
    assertThat(exchange("GET / HTTP/1.1\r\nIdempotency-Key\r\n" + LAST))
        .contains("X-Key: none\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'hello', 400",
    "'GET / HTTP/2.0', 400",
    "'GET / ', 400",
    "'POST / HTTP/1.1\r\nContent-Length: few', 400",
    "'POST / HTTP/1.1\r\nContent-Length: -1', 400",
    "'POST / HTTP/1.1\r\nContent-Length: 33554433', 413",
    "'POST / HTTP/1.1\r\nContent-Length: 99999999999999999999', 400"
  })
  void requestThatIsNoHttp_isRefused(String head, int status) throws Exception {
    assertThat(exchange(head + "\r\n\r\n")).startsWith("HTTP/1.1 " + status + " ");
  }

  /// It sends a byte too many before it looks for a reply.
  @Test
  void clientWhoseBodyIsTooLong_readsWhy() throws Exception {
    int length = (32 << 20) + 1;

    String reply =
        exchange("POST / HTTP/1.1\r\nContent-Length: " + length + "\r\n\r\n" + "x".repeat(length));

    assertThat(reply).startsWith("HTTP/1.1 413 ").contains("\r\nConnection: close\r\n");
    assertThat(reply).endsWith("a body must have 33554432 bytes at most");
  }

  @Test
  void headWithoutEnd_isRefused() throws Exception {
    assertThat(exchange("GET / HTTP/1.1\r\nX: ".concat("x".repeat(8192 - 19))))
        .startsWith("HTTP/1.1 431 ");
  }

  @Test
  void clientThatGoesInTheMiddle_harmsNobody() throws Exception {
    try (RawClient client = RawClient.to(server.port())) {
      client.send("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhe");
    }

    assertThat(exchange("GET /next HTTP/1.1\r\n" + LAST)).isEqualTo(reply("GET /next []"));
  }

  @Test
  void handler_canDoWithoutHttp() throws Exception {
    assertThat(exchange("GET /raw HTTP/1.1\r\n\r\n")).isEqualTo("no HTTP");
    assertThat(exchange("GET /close HTTP/1.1\r\n\r\n")).isEmpty();
    assertThatThrownBy(() -> exchange("GET /reset HTTP/1.1\r\n\r\n"))
        .isInstanceOf(SocketException.class);
  }

  @Test
  void headOnly_lastsUntilTheClientGoes() throws Exception {
    try (RawClient client = RawClient.to(server.port())) {
      client.send("GET /hang HTTP/1.1\r\n\r\n");

      assertThat(client.read(15)).isEqualTo("HTTP/1.1 200 OK");
      assertThat(ended.getCount()).isEqualTo(1);
    }

    assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void close_breaksTheConnectionsOfHandlersThatWait() throws Exception {
    try (RawClient client = RawClient.to(server.port())) {
      client.send("GET /slow HTTP/1.1\r\n\r\n");
      assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();

      server.close();

      assertThatThrownBy(client::readAll).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void portInUse_isRefused() {
    assertThatThrownBy(() -> WireServer.start("other", server.port(), this::handle))
        .isInstanceOf(PortInUseException.class)
        .hasMessageStartingWith("other: port must be free");
  }

  private String exchange(String request) throws IOException {
    try (RawClient client = RawClient.to(server.port())) {
      return client.send(request).readAll();
    }
  }

  private static String reply(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
        + body.length()
        + "\r\nX-Key: none\r\n\r\n"
        + body;
  }
}
