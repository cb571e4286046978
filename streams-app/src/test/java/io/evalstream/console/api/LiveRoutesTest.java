package io.evalstream.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.http.HttpConfig;
import io.evalstream.http.HttpPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveRoutesTest {

  private final AtomicLong revision = new AtomicLong(7);
  private HttpPort port;

  @BeforeEach
  void start() {
    port =
        new HttpPort(
            new HttpConfig("127.0.0.1", 0, null),
            List.of(new LiveRoutes(revision::get, InstantSource.system(), 10, 3, 2)),
            InstantSource.system());
    port.start();
  }

  @AfterEach
  void stop() {
    port.close();
  }

  /// Reads lines of one answer.
  private final class Listener implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader lines;

    private Listener() throws IOException {
      socket = new Socket("127.0.0.1", port.port());
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              "GET /api/v1/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.UTF_8));
      lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /// Whether a line that starts so comes before the end.
    private boolean hears(String start) throws IOException {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(start)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void change_isToldToAll() throws Exception {
    try (Listener one = new Listener();
        Listener other = new Listener()) {
      assertThat(one.hears("Content-Type: text/event-stream")).isTrue();
      assertThat(one.hears("data: {\"revision\":7}")).isTrue();
      assertThat(other.hears("data: {\"revision\":7}")).isTrue();
      revision.set(9);
      assertThat(one.hears("data: {\"revision\":9}")).isTrue();
      assertThat(other.hears("data: {\"revision\":9}")).isTrue();
      assertThat(one.hears(": still here")).isTrue();
    }
  }

  @Test
  void oneTooMany_isRefused_untilAnotherHasLeft() throws Exception {
    try (Listener one = new Listener()) {
      assertThat(one.hears("data: ")).isTrue();
      try (Listener other = new Listener()) {
        assertThat(other.hears("data: ")).isTrue();
        try (Listener third = new Listener()) {
          assertThat(third.hears("HTTP/1.1 503")).isTrue();
        }
      }
      boolean in = false;
      while (!in) {
        try (Listener next = new Listener()) {
          in = next.hears("HTTP/1.1 200");
        }
      }
      assertThat(in).isTrue();
    }
  }

  @Test
  void end_endsTheAnswers() throws Exception {
    try (Listener listener = new Listener()) {
      assertThat(listener.hears("data: ")).isTrue();
      port.close();
      assertThat(listener.hears("never")).isFalse();
    }
  }
}
