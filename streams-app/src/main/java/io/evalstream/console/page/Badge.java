package io.evalstream.console.page;

import org.jspecify.annotations.Nullable;

/// A word with a colour and a sign: whether it is good.
///
/// @param kind `pass`, `fail`, `warn` or `none`
record Badge(String text, String kind) {

  /// @param failing null: neither good nor bad
  static Badge of(String text, @Nullable Boolean failing) {
    return new Badge(text, failing == null ? "none" : failing ? "fail" : "pass");
  }

  /// Of a judgement that ended without a label.
  static Badge withoutLabel(String outcome) {
    return new Badge(plain(outcome), "warn");
  }

  static Badge ofDiagnosis(String diagnosis) {
    return new Badge(
        plain(diagnosis),
        switch (diagnosis) {
          case "ok" -> "pass";
          case "unknown" -> "none";
          default -> "fail";
        });
  }

  /// `retrieval_miss` as people write it.
  static String plain(String name) {
    return name.replace('_', ' ');
  }
}
