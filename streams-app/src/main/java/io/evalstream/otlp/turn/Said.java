package io.evalstream.otlp.turn;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One message that a model read or wrote.
///
/// @param role user, assistant, system or tool
/// @param calls of tools that it asks for
/// @param results of tools that it tells
record Said(String role, Found text, List<Call> calls, List<Result> results) {

  static final String USER = "user";
  static final String ASSISTANT = "assistant";
  static final String TOOL = "tool";

  /// A call of a tool.
  record Call(@Nullable String id, String name, @Nullable String arguments) {}

  /// What a tool gave back.
  record Result(@Nullable String callId, String text) {}

  Said {
    calls = List.copyOf(calls);
    results = List.copyOf(results);
  }

  boolean isBy(String who) {
    return role.equals(who);
  }

  /// Some APIs let the user tell what a tool gave back; that asks nothing.
  boolean asks() {
    return isBy(USER) && (text.isText() || results.isEmpty());
  }
}
