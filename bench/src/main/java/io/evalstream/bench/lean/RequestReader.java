package io.evalstream.bench.lean;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.Arrays;
import java.util.Locale;

/// Reads HTTP/1.1 requests with a `Content-Length`, one after the other, from one connection.
///
/// *Threading:* one thread.
final class RequestReader {

  private static final int FIRST_SIZE = 8 * 1024;
  private static final int LARGEST = 16 * 1024 * 1024;
  private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(US_ASCII);
  private static final String LENGTH = "\r\ncontent-length:";
  private static final byte[] ENUM = "\"enum\"".getBytes(US_ASCII);

  private final InputStream in;
  private byte[] buffer = new byte[FIRST_SIZE];
  // The request is buffer[0, end), what follows it is buffer[end, filled).
  private int bodyFrom;
  private int end;
  private int filled;

  RequestReader(InputStream in) {
    this.in = in;
  }

  /// Reads the next request whole; false when the client has none.
  ///
  /// @throws IOException when the connection or the request ends too soon
  boolean next() throws IOException {
    System.arraycopy(buffer, end, buffer, 0, filled - end);
    filled -= end;
    end = 0;
    int headEnd = headEnd();
    if (headEnd < 0) {
      return false;
    }
    bodyFrom = headEnd;
    end = headEnd + contentLength(headEnd);
    while (filled < end) {
      fill(end);
    }
    return true;
  }

  private int headEnd() throws IOException {
    int from = 0;
    while (true) {
      int at = indexOf(buffer, END_OF_HEAD, from, filled);
      if (at >= 0) {
        return at + END_OF_HEAD.length;
      }
      from = Math.max(0, filled - END_OF_HEAD.length + 1);
      boolean nothingYet = filled == 0;
      if (nothingYet) {
        int read = in.read(buffer);
        if (read < 0) {
          return -1;
        }
        filled = read;
      } else {
        fill(filled + 1);
      }
    }
  }

  private int contentLength(int headEnd) throws IOException {
    String head = new String(buffer, 0, headEnd, US_ASCII).toLowerCase(Locale.ROOT);
    int at = head.indexOf(LENGTH);
    if (at < 0) {
      throw new ProtocolException("a request must have a Content-Length");
    }
    int from = at + LENGTH.length();
    return Integer.parseInt(head.substring(from, head.indexOf('\r', from)).strip());
  }

  private void fill(int atLeast) throws IOException {
    if (atLeast > LARGEST) {
      throw new ProtocolException("a request must have at most " + LARGEST + " bytes");
    }
    if (atLeast > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(atLeast, 2 * buffer.length));
    }
    int read = in.read(buffer, filled, buffer.length - filled);
    if (read < 0) {
      throw new EOFException("the request ends too soon");
    }
    filled += read;
  }

  /// The first label that the JSON schema of the request allows: the text after the last `"enum"`.
  /// The schema stands at the end of a request, and texts before it may say anything.
  ///
  /// @throws IOException when there is none
  String firstLabel() throws IOException {
    int at = lastIndexOf(buffer, ENUM, bodyFrom, end);
    int from = at < 0 ? -1 : indexOf(buffer, (byte) '"', at + ENUM.length, end);
    int until = from < 0 ? -1 : indexOf(buffer, (byte) '"', from + 1, end);
    if (until < 0) {
      throw new ProtocolException("a request must have a JSON schema with an enum");
    }
    return new String(buffer, from + 1, until - from - 1, UTF_8);
  }

  private static int indexOf(byte[] bytes, byte wanted, int from, int until) {
    for (int i = from; i < until; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static int indexOf(byte[] bytes, byte[] wanted, int from, int until) {
    for (int i = from; i <= until - wanted.length; i++) {
      if (isAt(bytes, wanted, i)) {
        return i;
      }
    }
    return -1;
  }

  private static int lastIndexOf(byte[] bytes, byte[] wanted, int from, int until) {
    for (int i = until - wanted.length; i >= from; i--) {
      if (isAt(bytes, wanted, i)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isAt(byte[] bytes, byte[] wanted, int at) {
    return Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
  }
}
