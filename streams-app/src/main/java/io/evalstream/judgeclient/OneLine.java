package io.evalstream.judgeclient;

import io.evalstream.trace.Opening;

/// Foreign text made fit for one line of a log or an error.
final class OneLine {

  private OneLine() {}

  static String of(String text, int longest) {
    return Opening.marked(text.strip().replaceAll("[\\s\\p{Cntrl}]+", " "), longest);
  }
}
