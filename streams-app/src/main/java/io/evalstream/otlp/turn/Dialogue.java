package io.evalstream.otlp.turn;

import static java.util.Comparator.comparing;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.event.Message;
import io.evalstream.otlp.Row;
import io.evalstream.otlp.StepKind;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The calls of models of a turn.
///
/// *How it works:* a call can be told by several spans in one another: of a framework, of the
/// library below it. The innermost span that tells something is heard, so that nothing counts
/// twice. Where no call has a span, what agents tell of themselves is heard.
///
/// @param told the kind of span that is heard
/// @param steps of that kind, last ended first
/// @param calls those with messages, first ended first
record Dialogue(Sources sources, StepKind told, List<Step> steps, List<ModelCall> calls) {

  private static final StepKind[] BESIDE_THE_ANSWER = {
    StepKind.TOOL, StepKind.RETRIEVER, StepKind.RERANKER, StepKind.EMBEDDING, StepKind.GUARDRAIL
  };

  Dialogue {
    steps = List.copyOf(steps);
    calls = List.copyOf(calls);
  }

  static Dialogue of(Sources sources) {
    List<Step> llms = sources.steps().of(StepKind.LLM);
    StepKind told = llms.isEmpty() ? StepKind.AGENT : StepKind.LLM;
    IdentityHashMap<Step, ModelCall> calls = new IdentityHashMap<>();
    for (Step step : sources.steps().all()) {
      if (step.kind() == told || isChanged(sources)) {
        ModelCall call = ModelCall.of(step, sources);
        if (!call.isEmpty()) {
          calls.put(step, call);
        }
      }
    }
    return new Dialogue(
        sources,
        told,
        sources.steps().of(told).stream()
            .sorted(comparing((Step step) -> step.span().end()).reversed())
            .toList(),
        sources.steps().innermost(calls::containsKey).stream()
            .sorted(comparing(step -> step.span().end()))
            .map(calls::get)
            .toList());
  }

  private static boolean isChanged(Sources sources) {
    return sources.mapping().isChanged(Row.INPUT_MESSAGES)
        || sources.mapping().isChanged(Row.OUTPUT_MESSAGES);
  }

  /// The call that gives the answer: the last with a text that asks for no tool. Null when none
  /// does.
  @Nullable ModelCall answering() {
    ModelCall hidden = null;
    for (ModelCall call : calls.reversed()) {
      if (call.asksForTools() || call.step().isWithin(BESIDE_THE_ANSWER)) {
        continue;
      }
      switch (call.answer()) {
        case Found.Text(String text) -> {
          return call;
        }
        case Found.Hidden() -> hidden = hidden == null ? call : hidden;
        case Found.Nothing() -> {}
      }
    }
    return hidden;
  }

  Found answer() {
    ModelCall call = answering();
    return call == null ? new Found.Nothing() : call.answer();
  }

  Found question() {
    ModelCall call = answering();
    return call == null ? new Found.Nothing() : call.read().question();
  }

  List<Message> history() {
    ModelCall call = answering();
    return call == null ? List.of() : call.read().history();
  }

  /// A text that a model's span tells, that of the answer first.
  @Nullable String text(Row row) {
    ModelCall call = answering();
    String first = call == null ? null : sources.text(row, List.of(call.step()));
    return first == null ? sources.text(row, steps) : first;
  }

  /// The sum over all calls; null when none tells.
  @Nullable Long sum(Row row) {
    List<Step> counted =
        sources.mapping().isChanged(row)
            ? sources.steps().outermost(step -> count(row, step) != null)
            : sources.steps().innermost(step -> step.is(told) && count(row, step) != null);
    Long sum = null;
    for (Step step : counted) {
      Long count = count(row, step);
      long more = count == null ? 0 : count;
      sum = sum == null ? more : saturated(sum, more);
    }
    return sum;
  }

  private static long saturated(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }

  private @Nullable Long count(Row row, Step step) {
    JsonNode value = sources.value(row, step);
    if (value == null || !value.isValueNode()) {
      return null;
    }
    long count = value.asLong(-1);
    return count < 0 ? null : count;
  }
}
