package io.evalstream.topic;

import io.evalstream.event.ChatEvent;
import io.evalstream.event.Message;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.event.RetrievedDocument;
import io.evalstream.state.TracePart;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// About how many bytes a part of a trace takes: its texts in UTF-8, at most.
public final class TraceSize {

  private static final int FIXED = 200;

  private TraceSize() {}

  public static long of(TracePart part) {
    return switch (part.getPart()) {
      case ChatEvent event ->
          FIXED
              + text(event.getQuestion())
              + text(event.getResponse())
              + text(event.getReferenceAnswer())
              + event.getHistory().stream().mapToLong(TraceSize::message).sum()
              + map(event.getAttributes());
      case RetrievalSpan span ->
          FIXED
              + text(span.getQuery())
              + span.getDocuments().stream().mapToLong(TraceSize::document).sum()
              + map(span.getAttributes());
      default -> FIXED;
    };
  }

  private static long message(Message message) {
    return text(message.getRole()) + text(message.getContent());
  }

  private static long document(RetrievedDocument document) {
    return FIXED / 4
        + text(document.getDocumentId())
        + text(document.getText())
        + text(document.getTitle())
        + map(document.getMetadata());
  }

  private static long map(Map<String, String> map) {
    return map.entrySet().stream().mapToLong(e -> text(e.getKey()) + text(e.getValue())).sum();
  }

  private static long text(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
    }
    return bytes;
  }
}
