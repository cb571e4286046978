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

  /// The shortest window of which there are not too many; else the longest.
  Duration window(List<Duration> windows) {
    return windows.stream()
        .sorted()
        .filter(window -> length.dividedBy(window) <= MOST_WINDOWS)
        .findFirst()
        .orElseGet(() -> windows.stream().max(Duration::compareTo).orElseThrow());
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
