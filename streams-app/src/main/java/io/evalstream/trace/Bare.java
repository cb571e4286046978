package io.evalstream.trace;

import io.evalstream.event.ChatEvent;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.event.RetrievedDocument;
import java.util.List;

/// The parts of a trace without their embeddings.
///
/// *When to use:* where only texts count, or where embeddings take room that is not there. No judge
/// reads them, so a trace is judged as well without them.
public final class Bare {

  private Bare() {}

  public static ChatEvent of(ChatEvent event) {
    return event.getQueryEmbedding().isEmpty()
        ? event
        : ChatEvent.newBuilder(event).setQueryEmbedding(List.of()).build();
  }

  public static RetrievalSpan of(RetrievalSpan span) {
    return span.getDocuments().stream().allMatch(document -> document.getEmbedding().isEmpty())
        ? span
        : RetrievalSpan.newBuilder(span)
            .setDocuments(span.getDocuments().stream().map(Bare::of).toList())
            .build();
  }

  private static RetrievedDocument of(RetrievedDocument document) {
    return RetrievedDocument.newBuilder(document).setEmbedding(List.of()).build();
  }
}
