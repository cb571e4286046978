package io.evalstream.bench.oracle;

/// Something that must never be.
///
/// @param rule which promise was broken
/// @param detail by what
public record Violation(String rule, String detail) {

  @Override
  public String toString() {
    return rule + ": " + detail;
  }
}
