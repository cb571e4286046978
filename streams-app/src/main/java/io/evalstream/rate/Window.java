package io.evalstream.rate;

/// One window of one series.
///
/// @param startMillis first moment, epoch milliseconds
record Window(Series series, long lengthMillis, long startMillis) {

  private static final String SEPARATOR = "\u0001";

  /// The window of this length that the moment lies in.
  static Window at(Series series, long lengthMillis, long epochMillis) {
    return new Window(
        series, lengthMillis, Math.floorDiv(epochMillis, lengthMillis) * lengthMillis);
  }

  long endMillis() {
    return startMillis + lengthMillis;
  }

  /// The same for all windows of its series and length.
  Window first() {
    return new Window(series, lengthMillis, 0);
  }

  static Window later(Window one, Window other) {
    return one.startMillis >= other.startMillis ? one : other;
  }

  String toText() {
    return series.toText() + SEPARATOR + lengthMillis + SEPARATOR + startMillis;
  }

  static Window fromText(String text) {
    String[] parts = text.split(SEPARATOR, -1);
    return new Window(
        Series.fromText(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
  }

  /// Key of its record: a later value of the same window replaces an earlier one.
  String recordKey() {
    return series + "/" + lengthMillis + "/" + startMillis;
  }
}
