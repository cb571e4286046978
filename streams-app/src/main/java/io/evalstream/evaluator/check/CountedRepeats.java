package io.evalstream.evaluator.check;

import java.util.ArrayDeque;
import java.util.Deque;

/// Whether a regular expression repeats a group by count, such as `(..){100}`, inside which
/// something is repeated by count again. Each count is written out when it is compiled, so nested
/// ones multiply.
final class CountedRepeats {

  private CountedRepeats() {}

  static boolean areNested(String pattern) {
    Deque<Boolean> counted = new ArrayDeque<>();
    counted.push(false);
    for (int i = 0; i < pattern.length(); i++) {
      switch (pattern.charAt(i)) {
        case '\\' -> i++;
        case '[' -> i = endOfClass(pattern, i);
        case '(' -> counted.push(false);
        case ')' -> {
          boolean inside = counted.pop();
          if (inside && isCount(pattern, i + 1)) {
            return true;
          }
          counted.push((counted.isEmpty() ? false : counted.pop()) || inside);
        }
        case '{' -> {
          if (isCount(pattern, i)) {
            counted.pop();
            counted.push(true);
          }
        }
        default -> {
          // any other character neither counts nor nests
        }
      }
    }
    return false;
  }

  private static boolean isCount(String pattern, int at) {
    return at + 1 < pattern.length()
        && pattern.charAt(at) == '{'
        && Character.isDigit(pattern.charAt(at + 1));
  }

  /// A bracket right after the opening one is a member of the class.
  private static int endOfClass(String pattern, int open) {
    int i = open + 1;
    if (i < pattern.length() && pattern.charAt(i) == '^') {
      i++;
    }
    for (i++; i < pattern.length() && pattern.charAt(i) != ']'; i++) {
      if (pattern.charAt(i) == '\\') {
        i++;
      }
    }
    return i;
  }
}
