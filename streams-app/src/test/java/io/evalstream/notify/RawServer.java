package io.evalstream.notify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A server that answers every request with the same bytes, be they HTTP or not.
final class RawServer implements AutoCloseable {

  private final ServerSocket socket;
  private final byte[] answer;
  private final long delayMillis;
  private final long openMillis;
  private final boolean reset;

  private RawServer(String answer, long delayMillis, long openMillis, boolean reset)
      throws IOException {
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.answer = answer.getBytes(ISO_8859_1);
    this.delayMillis = delayMillis;
    this.openMillis = openMillis;
    this.reset = reset;
    Thread.ofVirtual().start(this::serve);
  }

  static RawServer answering(int status, String headers, String body) throws IOException {
    return raw(
        "HTTP/1.1 %d x\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n%s"
            .formatted(status, headers, body.length(), body));
  }

  static RawServer raw(String answer) throws IOException {
    return new RawServer(answer, 0, 0, false);
  }

  /// Keeps the connection open behind its answer.
  static RawServer raw(String answer, Duration open) throws IOException {
    return new RawServer(answer, 0, open.toMillis(), false);
  }

  static RawServer slow() throws IOException {
    return new RawServer("", 5_000, 0, false);
  }

  /// Ends each connection in the middle of a request.
  static RawServer resetting() throws IOException {
    return new RawServer("", 0, 0, true);
  }

  String url() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        Thread.ofVirtual().start(() -> answer(connection));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void answer(Socket connection) {
    try (connection) {
      if (reset) {
        connection.setSoLinger(true, 0);
        return;
      }
      readRequest(connection.getInputStream());
      TimeUnit.MILLISECONDS.sleep(delayMillis);
      connection.getOutputStream().write(answer);
      connection.getOutputStream().flush();
      TimeUnit.MILLISECONDS.sleep(openMillis);
    } catch (IOException gone) {
      // The client has given up.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void readRequest(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return;
      }
      head.append((char) next);
    }
    String lower = head.toString().toLowerCase(java.util.Locale.ROOT);
    int at = lower.indexOf("content-length:");
    in.readNBytes(Integer.parseInt(lower.substring(at + 15, lower.indexOf("\r\n", at)).strip()));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
