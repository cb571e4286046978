package io.evalstream.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A retrieval with its documents in the order of their ranks.
///
/// @param query null when it was the question
/// @param facts which retriever, how long it took
record RetrievalView(
    String name, @Nullable LongText query, List<String> facts, List<DocumentView> documents) {

  RetrievalView {
    facts = List.copyOf(facts);
    documents = List.copyOf(documents);
  }
}
