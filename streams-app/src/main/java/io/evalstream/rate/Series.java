package io.evalstream.rate;

/// What a rate is about: an evaluator of an app, as a whole or for one value of a dimension.
///
/// @param value `*` when the dimension is `all`
public record Series(String app, String evaluator, String dimension, String value) {

  static final String ALL = "all";
  static final String ANY_VALUE = "*";
  private static final String SEPARATOR = "\u0000";

  static Series whole(String app, String evaluator) {
    return new Series(app, evaluator, ALL, ANY_VALUE);
  }

  /// Whether it is about all of the evaluator.
  boolean isWhole() {
    return dimension.equals(ALL);
  }

  String toText() {
    return String.join(SEPARATOR, app, evaluator, dimension, value);
  }

  static Series fromText(String text) {
    String[] parts = text.split(SEPARATOR, -1);
    return new Series(parts[0], parts[1], parts[2], parts[3]);
  }

  /// For people and as part of record keys: `app/evaluator/dimension=value`.
  @Override
  public String toString() {
    return app + "/" + evaluator + "/" + dimension + "=" + value;
  }
}
