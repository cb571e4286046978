package io.evalstream.devcluster.stub;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.ArrayList;
import java.util.List;

/// What the model writes, and what it looks like when it goes wrong.
///
/// @param content of a refusal the words in which it is put
/// @param isWhole whether it is a JSON object from beginning to end
record ChatReply(String content, boolean isWhole, Stop stop) {

  /// Why the model stopped.
  enum Stop {
    /// It had said all.
    END,
    /// The token limit cut it off.
    LIMIT,
    /// It does not want to.
    REFUSAL
  }

  /// The reply of a judge that works.
  ///
  /// @param keys what the reply is to hold
  static ChatReply answered(Verdict verdict, List<String> keys) {
    return new ChatReply(content(verdict, keys), true, Stop.END);
  }

  /// Talks instead of answering in JSON.
  static ChatReply brokenJson(Verdict verdict) {
    return new ChatReply(
        "Sure! Here is my verdict: {\"explanation\": \"" + verdict.explanation(), false, Stop.END);
  }

  /// Says a label that nobody offered.
  static ChatReply wrongLabel(Verdict verdict, List<String> keys) {
    return answered(new Verdict("not_" + verdict.label() + "_at_all", verdict.explanation()), keys);
  }

  /// Stops in the middle.
  static ChatReply truncated(Verdict verdict, List<String> keys) {
    String content = content(verdict, keys);
    return new ChatReply(content.substring(0, content.length() / 2), false, Stop.LIMIT);
  }

  /// Does not want to.
  static ChatReply refused() {
    return new ChatReply("I'm sorry, but I can't help with that.", false, Stop.REFUSAL);
  }

  boolean isRefusal() {
    return stop == Stop.REFUSAL;
  }

  int tokens() {
    return content.length() / ChatRequest.CHARS_PER_TOKEN;
  }

  private static String content(Verdict verdict, List<String> keys) {
    List<String> fields = new ArrayList<>();
    for (String key : keys) {
      fields.add(
          quoted(key)
              + ':'
              + quoted(key.equals("label") ? verdict.label() : verdict.explanation()));
    }
    return '{' + String.join(",", fields) + '}';
  }

  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
