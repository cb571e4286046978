package io.evalstream.offline;

import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.Label;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a row says is the right label of a judgement.
sealed interface Truth {

  /// One of the evaluator's labels.
  record Known(Label label) implements Truth {}

  /// A text that is neither a label of the evaluator nor an alias of one.
  record Strange(String text) implements Truth {}

  /// The row does not say.
  record Untold() implements Truth {}

  /// Looks under the id of the evaluator and under its aliases.
  ///
  /// @param documentId null for the response
  static Truth of(RowLabels labels, Evaluator evaluator, @Nullable String documentId) {
    Optional<String> text =
        Stream.concat(Stream.of(evaluator.id()), evaluator.aliases().stream())
            .flatMap(name -> Stream.ofNullable(labels.find(name, documentId)))
            .findFirst();
    return text.<Truth>map(
            found ->
                evaluator
                    .label(found.strip())
                    .<Truth>map(Known::new)
                    .orElseGet(() -> new Strange(found)))
        .orElseGet(Untold::new);
  }
}
