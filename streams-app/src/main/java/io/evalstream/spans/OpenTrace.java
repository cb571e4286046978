package io.evalstream.spans;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// What is known of the spans of one unfinished trace without a look at them.
///
/// *Threading:* the stream thread of its task.
final class OpenTrace {

  private static final int FEW = 8;
  private static final HexFormat HEX = HexFormat.of();

  private long[] spanIds = new long[FEW];
  private int count;
  private long bytes;
  private boolean hasRoot;
  private long dueAt = Long.MAX_VALUE;

  void add(String spanId, int size, boolean isRoot) {
    if (count == spanIds.length) {
      spanIds = Arrays.copyOf(spanIds, 2 * count);
    }
    spanIds[count] = Long.parseUnsignedLong(spanId, 16);
    count++;
    bytes += size;
    hasRoot |= isRoot;
  }

  boolean has(String spanId) {
    long wanted = Long.parseUnsignedLong(spanId, 16);
    for (int i = 0; i < count; i++) {
      if (spanIds[i] == wanted) {
        return true;
      }
    }
    return false;
  }

  /// In the order in which they came.
  List<String> spanIds() {
    List<String> ids = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ids.add(HEX.toHexDigits(spanIds[i]));
    }
    return ids;
  }

  int count() {
    return count;
  }

  long bytes() {
    return bytes;
  }

  boolean hasRoot() {
    return hasRoot;
  }

  long dueAt() {
    return dueAt;
  }

  void dueAt(long at) {
    dueAt = at;
  }
}
