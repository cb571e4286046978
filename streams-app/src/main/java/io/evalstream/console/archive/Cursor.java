package io.evalstream.console.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// The key of the last row of a part, as a text that says nothing: the next part begins behind it.
///
/// @param list what is listed: the cursor of another list does not fit
/// @param keys how many columns order it, the first of them a number
record Cursor(String list, int keys) {

  private static final String SEPARATOR = "\u0000";

  /// @throws IllegalArgumentException when it is no cursor of this list
  @Nullable List<Object> read(@Nullable String cursor) {
    if (cursor == null) {
      return null;
    }
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(cursor), UTF_8).split(SEPARATOR, -1);
      return keys(cursor, parts);
    } catch (IllegalArgumentException e) {
      throw wrong(cursor);
    }
  }

  private List<Object> keys(String cursor, String[] parts) {
    if (parts.length != keys + 2 || !parts[0].equals(list) || !text(parts).equals(cursor)) {
      throw wrong(cursor);
    }
    List<Object> values = new ArrayList<>(List.of(parts).subList(1, keys + 1));
    values.set(0, Long.parseLong(parts[1]));
    return values;
  }

  private static IllegalArgumentException wrong(String cursor) {
    String shown = cursor.length() > 100 ? cursor.substring(0, 100) + "..." : cursor;
    return new IllegalArgumentException(
        "cursor must be what the list before gave as next, was "
            + shown
            + ". Leave it out to begin with the first part");
  }

  String text(List<?> values) {
    String[] parts = new String[keys + 2];
    parts[0] = list;
    for (int i = 0; i < keys; i++) {
      parts[i + 1] = String.valueOf(values.get(i));
    }
    return text(parts);
  }

  /// The last part is made of the others.
  private static String text(String[] parts) {
    String body = String.join(SEPARATOR, Arrays.copyOf(parts, parts.length - 1));
    CRC32 check = new CRC32();
    check.update(body.getBytes(UTF_8));
    String whole = body + SEPARATOR + Long.toHexString(check.getValue());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(whole.getBytes(UTF_8));
  }

  /// A part of what was found, one more than asked for when there is more.
  <T> Listing<T> part(List<T> found, int limit, Function<T, List<?>> key) {
    if (found.size() <= limit) {
      return new Listing<>(found, null);
    }
    List<T> items = found.subList(0, limit);
    return new Listing<>(items, text(key.apply(items.getLast())));
  }
}
