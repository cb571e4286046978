package io.evalstream.agreement;

/// Why feedback is not accepted.
///
/// @param reason a short constant; becomes a metric label
/// @param detail the field, the rule and the value
record Rejection(String reason, String detail) {}
