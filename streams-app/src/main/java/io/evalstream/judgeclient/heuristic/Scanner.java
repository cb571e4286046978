package io.evalstream.judgeclient.heuristic;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds the words, numbers and times of day of a text, one after the other.
final class Scanner {

  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{1,2}):(\\d{1,2})(?!\\d)(?: ?([ap])\\.?m\\b)?|(\\d{1,2}) ?([ap])\\.?m\\b",
          Pattern.CASE_INSENSITIVE);

  private final String text;
  private final Matcher time;
  private int start;
  private int end;
  private boolean number;
  private boolean timeOfDay;

  Scanner(String text) {
    this.text = text;
    this.time = TIME.matcher(text).useTransparentBounds(true);
  }

  boolean next() {
    start = end;
    while (start < text.length() && !Character.isLetterOrDigit(text.charAt(start))) {
      start++;
    }
    if (start == text.length()) {
      return false;
    }
    number = isDigit(start);
    timeOfDay = number && time.region(start, text.length()).lookingAt();
    end = timeOfDay ? time.end() : number ? numberEnd() : wordEnd();
    return true;
  }

  /// As it stands in the text.
  String token() {
    return text.substring(start, end);
  }

  boolean isNumber() {
    return number;
  }

  /// The number in one form, however it is written: `1,000` is 1000, `4.0` is 4, `5 pm` is 17:00.
  String number() {
    if (timeOfDay) {
      return time.group(1) == null
          ? clock(time.group(4), "0", time.group(5))
          : clock(time.group(1), time.group(2), time.group(3));
    }
    String plain = token().replace(",", "");
    int dot = plain.indexOf('.');
    if (dot > 0 && dot == plain.lastIndexOf('.')) {
      int last = plain.length();
      while (plain.charAt(last - 1) == '0') {
        last--;
      }
      return plain.substring(0, last - 1 == dot ? dot : last);
    }
    return dot < 0 && plain.charAt(0) == '0' ? plain.replaceFirst("^0+(?=.)", "") : plain;
  }

  private static String clock(String hour, String minute, @Nullable String half) {
    int hours = Integer.parseInt(hour);
    if (half != null) {
      hours = hours % 12 + ("pP".contains(half) ? 12 : 0);
    }
    return hours + ":" + Integer.parseInt(minute);
  }

  private int numberEnd() {
    int at = digitsEnd(start);
    while (at + 1 < text.length() && ".,".indexOf(text.charAt(at)) >= 0 && isDigit(at + 1)) {
      at = digitsEnd(at + 1);
    }
    return at;
  }

  private int digitsEnd(int from) {
    int at = from;
    while (isDigit(at)) {
      at++;
    }
    return at;
  }

  /// A capital after a small letter begins a new word, so that keys of JSON are read as well.
  private int wordEnd() {
    int at = start + 1;
    while (at < text.length()
        && Character.isLetter(text.charAt(at))
        && !(Character.isUpperCase(text.charAt(at))
            && Character.isLowerCase(text.charAt(at - 1)))) {
      at++;
    }
    return at;
  }

  private boolean isDigit(int at) {
    return at < text.length() && Character.isDigit(text.charAt(at));
  }
}
