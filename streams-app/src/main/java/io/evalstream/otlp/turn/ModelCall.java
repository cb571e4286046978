package io.evalstream.otlp.turn;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.otlp.Row;
import io.evalstream.otlp.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a model read and wrote in one call.
record ModelCall(Step step, Transcript read, List<Said> wrote) {

  private static final Map<String, String> READ_EVENTS =
      Map.of(
          "gen_ai.system.message", "system",
          "gen_ai.user.message", Said.USER,
          "gen_ai.assistant.message", Said.ASSISTANT,
          "gen_ai.tool.message", Said.TOOL);
  private static final Map<String, String> WRITTEN_EVENTS = Map.of("gen_ai.choice", Said.ASSISTANT);
  private static final List<String> INPUTS = List.of("input.value", "traceloop.entity.input");
  private static final List<String> OUTPUTS = List.of("output.value", "traceloop.entity.output");

  ModelCall {
    wrote = List.copyOf(wrote);
  }

  static ModelCall of(Step step, Sources sources) {
    return new ModelCall(step, new Transcript(read(step, sources)), wrote(step, sources));
  }

  private static List<Said> read(Step step, Sources sources) {
    JsonNode messages = sources.value(Row.INPUT_MESSAGES, step);
    if (messages != null) {
      return MessageReader.read(messages, Said.USER);
    }
    if (sources.mapping().isChanged(Row.INPUT_MESSAGES)) {
      return List.of();
    }
    List<Said> events = events(step.span(), READ_EVENTS);
    JsonNode value = events.isEmpty() ? Lookup.find(step.span(), INPUTS) : null;
    return value == null ? events : request(value, Content.question(sources.mapping()));
  }

  /// The request to a model.
  private static List<Said> request(JsonNode value, Content content) {
    JsonNode structure = JsonText.structure(value);
    return structure != null && structure.path("messages").isArray()
        ? MessageReader.read(structure, Said.USER)
        : alone(content.find(value), Said.USER);
  }

  private static List<Said> wrote(Step step, Sources sources) {
    List<Said> wrote = new ArrayList<>();
    JsonNode messages = sources.value(Row.OUTPUT_MESSAGES, step);
    if (messages != null) {
      wrote.addAll(MessageReader.read(messages, Said.ASSISTANT));
    }
    JsonNode calls = sources.value(Row.TOOL_CALLS, step);
    if (calls != null) {
      wrote.addAll(MessageReader.calls(calls));
    }
    if (!wrote.isEmpty() || sources.mapping().isChanged(Row.OUTPUT_MESSAGES)) {
      return wrote;
    }
    List<Said> events = events(step.span(), WRITTEN_EVENTS);
    JsonNode value = events.isEmpty() ? Lookup.find(step.span(), OUTPUTS) : null;
    return value == null
        ? events
        : alone(Content.response(sources.mapping()).find(value), Said.ASSISTANT);
  }

  private static List<Said> alone(Found text, String role) {
    return text instanceof Found.Nothing
        ? List.of()
        : List.of(new Said(role, text, List.of(), List.of()));
  }

  private static List<Said> events(Span span, Map<String, String> roles) {
    List<Said> messages = new ArrayList<>();
    for (Span.Event event : span.events()) {
      String role = roles.get(event.name());
      if (role != null) {
        messages.addAll(MessageReader.ofEvent(event.attributes(), role));
      }
    }
    return messages;
  }

  boolean isEmpty() {
    return read.messages().isEmpty() && wrote.isEmpty();
  }

  boolean asksForTools() {
    return wrote.stream().anyMatch(said -> !said.calls().isEmpty());
  }

  /// The text of the first message that has one.
  Found answer() {
    return Found.first(wrote, Said::text);
  }
}
