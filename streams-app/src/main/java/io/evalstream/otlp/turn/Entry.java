package io.evalstream.otlp.turn;

import static java.util.Comparator.comparing;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.event.Message;
import io.evalstream.otlp.Row;
import io.evalstream.otlp.StepKind;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where a turn begins and ends: the outermost chains and agents that tell what went in or came
/// out.
///
/// @param steps in the order of their start
record Entry(Sources sources, List<Step> steps) {

  private static final StepKind[] INSIDE = {
    StepKind.LLM,
    StepKind.TOOL,
    StepKind.RETRIEVER,
    StepKind.RERANKER,
    StepKind.EMBEDDING,
    StepKind.GUARDRAIL,
    StepKind.PROMPT
  };

  Entry {
    steps = List.copyOf(steps);
  }

  static Entry of(Sources sources) {
    List<Step> outermost =
        sources
            .steps()
            .outermost(
                step ->
                    isOuter(step)
                        && (sources.has(Row.QUESTION, step) || sources.has(Row.RESPONSE, step)));
    return new Entry(
        sources, outermost.stream().sorted(comparing(step -> step.span().start())).toList());
  }

  private static boolean isOuter(Step step) {
    return step.is(StepKind.CHAIN, StepKind.AGENT) && !step.isWithin(INSIDE);
  }

  /// What went into the first.
  Found question() {
    return sources.find(Row.QUESTION, steps, Content.question(sources.mapping())::find);
  }

  /// What came out of the last.
  Found response() {
    return sources.find(Row.RESPONSE, lastFirst(), Content.response(sources.mapping())::find);
  }

  /// What went in, when it is JSON that no question can be told in.
  Found wholeQuestion() {
    return sources.find(Row.QUESTION, steps, Content::whole);
  }

  /// What came out, likewise.
  Found wholeResponse() {
    return sources.find(Row.RESPONSE, lastFirst(), Content::whole);
  }

  private List<Step> lastFirst() {
    return steps.stream().sorted(comparing((Step step) -> step.span().end()).reversed()).toList();
  }

  /// What was said before, where messages went in.
  List<Message> history() {
    for (Step step : sources.where(Row.QUESTION, steps)) {
      JsonNode value = sources.value(Row.QUESTION, step);
      JsonNode structure = value == null ? null : JsonText.structure(value);
      if (structure != null) {
        return new Transcript(MessageReader.read(structure, "")).history();
      }
    }
    return List.of();
  }

  /// The span that stands for the turn: the one that gives the response, or the question, or else
  /// the outermost chain or agent, or else the call of a model; null when there is none.
  @Nullable Step step(@Nullable ModelCall answering) {
    Step step = first(Row.RESPONSE, lastFirst(), Content.response(sources.mapping())::find);
    if (step == null) {
      step = first(Row.QUESTION, steps, Content.question(sources.mapping())::find);
    }
    if (step == null) {
      step = sources.steps().outermost(Entry::isOuter).stream().findFirst().orElse(null);
    }
    return step == null && answering != null ? answering.step() : step;
  }

  private @Nullable Step first(Row row, List<Step> usual, Function<JsonNode, Found> reading) {
    for (Step step : sources.where(row, usual)) {
      if (sources.find(row, step, reading).isText()) {
        return step;
      }
    }
    return null;
  }
}
