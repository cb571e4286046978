package io.evalstream.devcluster.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/// Reads the body of a request, of known length or in chunks.
record RequestBody(WireInput input) {

  private static final int LONGEST = 32 << 20;
  private static final byte[] NONE = {};

  byte[] read(RequestHead head) throws IOException {
    if (head.has("Transfer-Encoding", "chunked")) {
      return readChunks();
    }
    Optional<String> length = head.header("Content-Length");
    return length.isPresent() ? input.take(size(length.get(), 10)) : NONE;
  }

  private byte[] readChunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int size = chunkSize();
    while (size > 0) {
      checkSize(body.size() + (long) size);
      body.writeBytes(input.take(size));
      input.line();
      size = chunkSize();
    }
    skipTrailers();
    return body.toByteArray();
  }

  private void skipTrailers() throws IOException {
    while (!input.line().isEmpty()) {
      // Nobody looks at trailers.
    }
  }

  /// An extension after the size means nothing here.
  private int chunkSize() throws IOException {
    return size(input.line().split(";", 2)[0], 16);
  }

  private static int size(String digits, int radix) throws WireFault {
    try {
      return checkSize(Long.parseUnsignedLong(digits.strip(), radix));
    } catch (NumberFormatException e) {
      throw new WireFault(400, "the length of a body must be a number, was '" + digits + "'");
    }
  }

  private static int checkSize(long size) throws WireFault {
    if (size < 0 || size > LONGEST) {
      throw new WireFault(413, "a body must have " + LONGEST + " bytes at most");
    }
    return (int) size;
  }
}
