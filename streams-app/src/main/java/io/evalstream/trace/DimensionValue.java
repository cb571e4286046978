package io.evalstream.trace;

import java.util.regex.Pattern;

/// The value of a dimension, as part of a key: control characters separate the parts of keys, which
/// must stay short.
public final class DimensionValue {

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final int LONGEST = 256;

  private DimensionValue() {}

  public static String of(String raw) {
    return Opening.of(CONTROL.matcher(raw).replaceAll(" "), LONGEST);
  }
}
