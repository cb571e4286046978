package io.evalstream.async;

/// What a failure has to say, cut to a length that fits into a result.
final class Brief {

  private static final int LONGEST = 300;

  private Brief() {}

  static String of(Throwable failure) {
    String text = failure.toString();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }
}
