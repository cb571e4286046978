package io.evalstream.evaluator;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A judged text of a trace, in the order in which a prompt shows them.
public enum Field {
  /// What the user asked.
  QUESTION,
  /// The earlier turns of the conversation.
  HISTORY,
  /// The tools that the application could call.
  AVAILABLE_TOOLS,
  /// The calls of tools that the application made, with their results.
  TOOL_CALLS,
  /// All retrieved documents together.
  DOCUMENTS,
  /// The one retrieved document that is judged.
  DOCUMENT,
  /// What the application answered.
  RESPONSE,
  /// An answer that is known to be right.
  REFERENCE_ANSWER;

  private static final Map<String, Field> BY_WIRE_NAME =
      Arrays.stream(values()).collect(toUnmodifiableMap(Field::wireName, Function.identity()));

  /// The field of that wire name.
  public static Optional<Field> named(String wireName) {
    return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
  }

  /// The name in definitions, prompts and judge requests.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
