package io.evalstream.console.page;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// How far back a page looks.
enum Range {
  HOUR("1h", "hour", Duration.ofHours(1)),
  SIX_HOURS("6h", "6 hours", Duration.ofHours(6)),
  DAY("24h", "24 hours", Duration.ofHours(24));

  /// More windows than this are no picture.
  private static final long MOST_WINDOWS = 120;

  private final String code;
  private final String words;
  private final Duration length;

  Range(String code, String words, Duration length) {
    this.code = code;
    this.words = words;
    this.length = length;
  }

  /// One of the ways to look back, as a link.
  record Choice(String name, String address, boolean chosen) {}

  static Range of(Asked asked) {
    String code = asked.choice("range", Arrays.stream(values()).map(Range::code).toList());
    return Arrays.stream(values())
        .filter(range -> range.code.equals(code))
        .findFirst()
        .orElseThrow();
  }

  /// Links to the same page over other ranges.
  List<Choice> choices(String address) {
    return Arrays.stream(values())
        .map(
            range ->
                new Choice(range.code, PageAddress.of(address, "range", range.code), range == this))
        .toList();
  }

  /// Of the windows that are no longer than the range, the shortest of which there are not too
  /// many, else the longest. Where all are longer, the shortest of all.
  Duration window(List<Duration> windows) {
    List<Duration> within =
        windows.stream().filter(window -> window.compareTo(length) <= 0).sorted().toList();
    return within.isEmpty()
        ? windows.stream().min(Duration::compareTo).orElseThrow()
        : within.stream()
            .filter(window -> length.dividedBy(window) <= MOST_WINDOWS)
            .findFirst()
            .orElse(within.getLast());
  }

  String code() {
    return code;
  }

  /// `6 hours`, after "the last".
  String words() {
    return words;
  }

  Duration length() {
    return length;
  }
}
