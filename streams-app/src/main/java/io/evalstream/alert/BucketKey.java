package io.evalstream.alert;

/// What a bucket of an alert is of.
sealed interface BucketKey {

  /// A step of the last minutes, by the epoch millisecond at which it begins.
  record Step(long at) implements BucketKey {}

  /// An hour of the last day, likewise.
  record Hour(long at) implements BucketKey {}

  /// A version, from its first label on.
  record Version(String name) implements BucketKey {}

  String SEPARATOR = "\u0001";

  default String toText(AlertSeries series) {
    String suffix =
        switch (this) {
          case Step(long at) -> "s" + at;
          case Hour(long at) -> "h" + at;
          case Version(String name) -> "v" + name;
        };
    return prefixOf(series) + suffix;
  }

  /// What the keys of all buckets of an alert begin with.
  static String prefixOf(AlertSeries series) {
    return series.toText() + SEPARATOR;
  }

  static String seriesOf(String text) {
    return text.substring(0, text.indexOf(SEPARATOR));
  }

  static BucketKey fromText(String text) {
    String suffix = text.substring(text.indexOf(SEPARATOR) + SEPARATOR.length());
    String rest = suffix.substring(1);
    return switch (suffix.charAt(0)) {
      case 's' -> new Step(Long.parseLong(rest));
      case 'h' -> new Hour(Long.parseLong(rest));
      case 'v' -> new Version(rest);
      default -> throw new IllegalStateException("unknown bucket of an alert: " + suffix);
    };
  }
}
