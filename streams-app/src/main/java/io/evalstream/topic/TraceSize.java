package io.evalstream.topic;

import java.util.Collection;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/// About how many bytes a record takes as Avro, at most.
public final class TraceSize {

  private static final int NUMBER = 10;
  private static final int REAL = 4;

  private TraceSize() {}

  public static long of(IndexedRecord record) {
    return size(record);
  }

  private static long size(@Nullable Object value) {
    return switch (value) {
      case null -> 1;
      case Float _ -> REAL;
      case CharSequence text -> NUMBER + utf8(text);
      case IndexedRecord record -> record(record);
      case Collection<?> items -> NUMBER + items.stream().mapToLong(TraceSize::size).sum();
      case Map<?, ?> entries ->
          NUMBER
              + entries.entrySet().stream()
                  .mapToLong(entry -> size(entry.getKey()) + size(entry.getValue()))
                  .sum();
      default -> NUMBER;
    };
  }

  private static long record(IndexedRecord record) {
    long bytes = 1;
    for (int i = 0; i < record.getSchema().getFields().size(); i++) {
      bytes += size(record.get(i));
    }
    return bytes;
  }

  private static long utf8(CharSequence text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
    }
    return bytes;
  }
}
