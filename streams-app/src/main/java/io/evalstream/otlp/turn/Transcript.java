package io.evalstream.otlp.turn;

import io.evalstream.event.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Messages in the order in which they were said. The last one in which a user asks parts what came
/// before from the turn itself.
record Transcript(List<Said> messages) {

  Transcript {
    messages = List.copyOf(messages);
  }

  /// The text of the last message in which a user asks.
  Found question() {
    int last = lastQuestion();
    return last < 0 ? new Found.Nothing() : messages.get(last).text();
  }

  /// What was said before it, without what the application tells the model.
  List<Message> history() {
    List<Message> history = new ArrayList<>();
    for (Said said : messages.subList(0, Math.max(0, lastQuestion()))) {
      if (said.isBy(Said.USER) || said.isBy(Said.ASSISTANT)) {
        add(history, said.role(), said.text().orNull());
      }
      said.results().forEach(result -> add(history, Said.TOOL, result.text()));
    }
    return history;
  }

  private static void add(List<Message> history, String role, @Nullable String text) {
    if (text != null) {
      history.add(new Message(role, text));
    }
  }

  /// What came after it.
  List<Said> sinceQuestion() {
    return messages.subList(lastQuestion() + 1, messages.size());
  }

  private int lastQuestion() {
    for (int i = messages.size() - 1; i >= 0; i--) {
      if (messages.get(i).asks()) {
        return i;
      }
    }
    return -1;
  }
}
