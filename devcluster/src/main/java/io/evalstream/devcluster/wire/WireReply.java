package io.evalstream.devcluster.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/// A reply in the making: headers are added until it is sent.
public final class WireReply {

  private static final int USUAL_HEAD = 512;

  private final StringBuilder head;
  private final byte[] body;

  private WireReply(int status, String contentType, byte[] body) {
    this.body = body;
    this.head = new StringBuilder(USUAL_HEAD).append("HTTP/1.1 ").append(status).append(' ');
    head.append(reason(status)).append("\r\n");
    header("Content-Type", contentType);
    header("Content-Length", Integer.toString(body.length));
  }

  public static WireReply of(int status, String contentType, byte[] body) {
    return new WireReply(status, contentType, body);
  }

  public static WireReply json(int status, byte[] body) {
    return new WireReply(status, "application/json", body);
  }

  public static WireReply json(int status, String body) {
    return json(status, body.getBytes(UTF_8));
  }

  public static WireReply text(int status, String body) {
    return new WireReply(status, "text/plain; charset=utf-8", body.getBytes(UTF_8));
  }

  /// Adds a header.
  ///
  /// @param value in ASCII, without line breaks
  public WireReply header(String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
    return this;
  }

  ByteBuffer headBytes() {
    return ByteBuffer.wrap(head.append("\r\n").toString().getBytes(ISO_8859_1));
  }

  ByteBuffer bytes() {
    byte[] first = head.append("\r\n").toString().getBytes(ISO_8859_1);
    return ByteBuffer.allocate(first.length + body.length).put(first).put(body).flip();
  }

  private static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 404 -> "Not Found";
      case 413 -> "Content Too Large";
      case 429 -> "Too Many Requests";
      case 431 -> "Request Header Fields Too Large";
      case 500 -> "Internal Server Error";
      case 503 -> "Service Unavailable";
      default -> "";
    };
  }
}
