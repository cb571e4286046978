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

  /// What the keys of all windows of a series begin with.
  static String prefixOf(Series series) {
    return series.toText() + SEPARATOR;
  }

  String toText() {
    return prefixOf(series) + lengthMillis + SEPARATOR + startMillis;
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
