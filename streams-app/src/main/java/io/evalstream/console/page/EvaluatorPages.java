package io.evalstream.console.page;

import io.evalstream.console.archive.Archive;
import io.evalstream.console.archive.TraceQuery;
import io.evalstream.console.archive.TraceSummary;
import io.evalstream.evaluator.Evaluator;
import io.evalstream.event.JudgedTrace;
import io.javalin.http.NotFoundResponse;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The list of the evaluators, and the definition of each with the prompt that it makes.
final class EvaluatorPages {

  private static final String HERE = "/evaluators";

  private final Archive archive;
  private final AskedEvaluators evaluators;

  EvaluatorPages(Archive archive, AskedEvaluators evaluators) {
    this.archive = archive;
    this.evaluators = evaluators;
  }

  Page list(Asked asked) {
    return Page.still("Evaluators", HERE, "evaluators", EvaluatorList.of(evaluators));
  }

  Page definition(Asked asked) {
    String name = asked.name("id");
    Evaluator evaluator =
        evaluators
            .library()
            .find(name)
            .orElseThrow(() -> new NotFoundResponse("There is no evaluator '" + name + "'."));
    String wanted = Objects.requireNonNullElse(asked.text("trace"), "").strip();
    Optional<JudgedTrace> trace = wanted.isEmpty() ? newest(evaluator.id()) : archive.trace(wanted);
    RehearsalView rehearsal =
        trace.map(found -> RehearsalView.of(evaluator, evaluators, found)).orElse(null);
    return Page.still(
        evaluator.id(),
        HERE,
        "definition",
        DefinitionView.of(evaluator, evaluators, rehearsal, wanted, missing(rehearsal, wanted)));
  }

  private static String missing(@Nullable RehearsalView rehearsal, String wanted) {
    if (rehearsal != null) {
      return "";
    }
    return wanted.isEmpty()
        ? "No trace has been judged by it yet. Give the id of any judged trace to see its prompt."
        : "The console has no judged trace '" + wanted + "'.";
  }

  private Optional<JudgedTrace> newest(String evaluator) {
    TraceQuery query =
        new TraceQuery(
            null, evaluator, null, null, null, null, null, null, null, null, null, null, 1);
    return archive.traces(query).items().stream()
        .findFirst()
        .map(TraceSummary::traceId)
        .flatMap(archive::trace);
  }
}
