package io.evalstream.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Speaks HTTP with a port on loopback, with just the headers that a test gives, `Host` included.
public final class Ask {

  /// What came back.
  public record Answer(int status, List<String> headers, String body) {

    /// The value of a header; empty when it is not there.
    public String header(String name) {
      return headers.stream()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .collect(Collectors.joining("\n"));
    }
  }

  private final int port;

  public Ask(int port) {
    this.port = port;
  }

  public Answer get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  public Answer postJson(String path, String body, String... headers) {
    return send("POST", path, body, with("Content-Type: application/json", headers));
  }

  public Answer postForm(String path, String body, String... headers) {
    return send(
        "POST", path, body, with("Content-Type: application/x-www-form-urlencoded", headers));
  }

  public Answer send(String method, String path, String body, String... headers) {
    List<String> lines = new ArrayList<>(List.of(headers));
    if (lines.stream().noneMatch(line -> line.startsWith("Host:"))) {
      lines.add("Host: localhost:" + port);
    }
    lines.add("Connection: close");
    lines.add("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
    return raw(
        method + " " + path + " HTTP/1.1\r\n" + String.join("\r\n", lines) + "\r\n\r\n" + body);
  }

  private Answer raw(String request) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      try (var reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
        return read(reader);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer read(BufferedReader reader) throws IOException {
    int status = Integer.parseInt(reader.readLine().split(" ", -1)[1]);
    List<String> headers = new ArrayList<>();
    for (String line = reader.readLine(); !line.isEmpty(); line = reader.readLine()) {
      headers.add(line);
    }
    String body = reader.lines().collect(Collectors.joining("\n"));
    boolean chunked =
        headers.stream().anyMatch(h -> h.equalsIgnoreCase("Transfer-Encoding: chunked"));
    return new Answer(status, headers, utf8(chunked ? joined(body) : body));
  }

  /// The parts of a body that is sent in parts, each after a line with its length.
  private static String joined(String chunks) {
    StringBuilder whole = new StringBuilder();
    int at = 0;
    while (at < chunks.length()) {
      int end = chunks.indexOf('\n', at);
      int length =
          Integer.parseInt(chunks.substring(at, end < 0 ? chunks.length() : end).strip(), 16);
      if (length == 0) {
        break;
      }
      whole.append(chunks, end + 1, end + 1 + length);
      at = end + 1 + length + 1;
    }
    return whole.toString();
  }

  private static String utf8(String latin) {
    return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static String[] with(String header, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add(header);
    return all.toArray(String[]::new);
  }
}
