package io.evalstream.evaluator;

import io.evalstream.evaluator.check.Check;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How an evaluator comes to a label.
public sealed interface Method {

  /// A judge is asked.
  ///
  /// @param layout how the texts are shown; null: one block after the other
  /// @param examples judgements that are shown before
  record Asked(@Nullable Layout layout, List<Example> examples) implements Method {

    public Asked {
      examples = List.copyOf(examples);
    }

    /// Without words of its own around the texts, and without examples.
    static Asked plainly() {
      return new Asked(null, List.of());
    }

    boolean isPlain() {
      return layout == null && examples.isEmpty();
    }
  }

  /// A check finds it, without a judge.
  record Coded(Check check) implements Method {}
}
