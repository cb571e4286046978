package io.evalstream.otlp.turn;

import static java.util.Comparator.comparing;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.event.ToolCall;
import io.evalstream.otlp.Row;
import io.evalstream.otlp.StepKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The calls of tools of a turn.
///
/// *How it works:* a call is told up to three times: when the model asks for it, by the span of the
/// tool, and by the message in which the model reads what came back. They are brought together by
/// the id of the call, or else by the name of the tool, in order.
final class ToolCalls {

  private static final List<String> TOOL_MESSAGES = List.of("tool", "tool_result", "function");

  private final Sources sources;
  private final List<Told> all = new ArrayList<>();

  private ToolCalls(Sources sources) {
    this.sources = sources;
  }

  static List<ToolCall> read(Sources sources, Dialogue dialogue) {
    ToolCalls calls = new ToolCalls(sources);
    dialogue.calls().forEach(calls::asked);
    dialogue.calls().forEach(calls::answered);
    sources.where(Row.TOOL_NAME, sources.steps().of(StepKind.TOOL)).stream()
        .filter(step -> step.is(StepKind.TOOL) || sources.has(Row.TOOL_NAME, step))
        .sorted(comparing(step -> step.span().start()))
        .forEach(calls::ran);
    return calls.all.stream()
        .sorted(comparing(told -> told.time))
        .map(told -> new ToolCall(told.id, told.name, told.arguments, told.result))
        .toList();
  }

  private void asked(ModelCall call) {
    for (Said said : call.wrote()) {
      for (Said.Call asked : said.calls()) {
        boolean isKnown = all.stream().anyMatch(told -> told.isSame(asked));
        if (!isKnown) {
          all.add(
              new Told(
                  call.step().span().end(), asked.id(), asked.name(), shown(asked.arguments())));
        }
      }
    }
  }

  private void answered(ModelCall call) {
    for (Said said : call.read().sinceQuestion()) {
      for (Said.Result result : said.results()) {
        Told told = find(known -> known.result == null && known.hasId(result.callId()));
        if (told != null) {
          told.result = shown(result.text());
        }
      }
    }
  }

  private void ran(Step step) {
    String id = plain(Row.TOOL_CALL_ID, step);
    String given = plain(Row.TOOL_NAME, step);
    String name = given == null ? step.span().name() : given;
    Told told = id == null ? null : find(known -> !known.ran && known.hasId(id));
    if (told == null) {
      told = find(known -> !known.ran && known.name.equals(name));
    }
    if (told == null) {
      if (step.isWithin(StepKind.TOOL) || name.isBlank()) {
        return;
      }
      told = new Told(step.span().start(), id, name, null);
      all.add(told);
    }
    told.ran = true;
    told.arguments = told.arguments == null ? text(Row.TOOL_ARGUMENTS, step) : told.arguments;
    told.result = told.result == null ? text(Row.TOOL_RESULT, step) : told.result;
  }

  private @Nullable Told find(Predicate<Told> fits) {
    return all.stream().filter(fits).findFirst().orElse(null);
  }

  private @Nullable String plain(Row row, Step step) {
    return sources.find(row, step, Sources::plain).orNull();
  }

  private @Nullable String text(Row row, Step step) {
    return sources.find(row, step, ToolCalls::content).orNull();
  }

  /// Some tools give back a whole message.
  private static Found content(JsonNode value) {
    JsonNode structure = JsonText.structure(value);
    if (structure == null) {
      return Found.of(JsonText.unquoted(JsonText.of(value)));
    }
    if (TOOL_MESSAGES.contains(structure.path("type").asText())) {
      for (Said said : MessageReader.read(structure, Said.TOOL)) {
        for (Said.Result result : said.results()) {
          return Found.of(result.text());
        }
      }
    }
    return Sources.plain(value);
  }

  private static @Nullable String shown(@Nullable String text) {
    return Found.of(text).orNull();
  }

  /// One call, as far as it has been told.
  private static final class Told {

    private final Instant time;
    private final @Nullable String id;
    private final String name;
    private @Nullable String arguments;
    private @Nullable String result;
    private boolean ran;

    Told(Instant time, @Nullable String id, String name, @Nullable String arguments) {
      this.time = time;
      this.id = id;
      this.name = name;
      this.arguments = arguments;
    }

    boolean hasId(@Nullable String other) {
      return Objects.equals(id, other);
    }

    boolean isSame(Said.Call call) {
      return id != null
          && id.equals(call.id())
          && name.equals(call.name())
          && Objects.equals(arguments, shown(call.arguments()));
    }
  }
}
