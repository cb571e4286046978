package io.evalstream.topic;

/// Why a record from outside is not accepted.
///
/// @param reason a short constant; becomes a metric label
/// @param detail the field, the rule and the value
public record Rejection(String reason, String detail) {

  public static Rejection of(UndecodableException e) {
    return new Rejection(e.reasonName(), String.valueOf(e.getMessage()));
  }
}
