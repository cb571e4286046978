package io.evalstream.otlp.turn;

import io.evalstream.event.ChatEvent;
import io.evalstream.event.Message;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.event.ToolCall;
import io.evalstream.otlp.Mapping;
import io.evalstream.otlp.Row;
import io.evalstream.otlp.Span;
import io.evalstream.otlp.StepKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Makes one turn of a chat of the spans of one trace.
///
/// *How it works:* the question and the response are what went into and came out of the outermost
/// chain or agent; where that tells none, they are what the model read and wrote in the last call
/// that asks for no tool. Spans of evaluators and of this monitor do not count, nor does what lies
/// in them.
///
/// *Guarantees:* never throws, whatever the spans hold. Nothing is shortened.
///
/// *Threading:* safe for all threads.
public final class TurnReader {

  /// The attribute of the chat event with the id of the span that stands for the turn.
  public static final String SPAN_ID = "otel.span_id";

  /// The `service.name` of the spans of this monitor, which are no part of a turn.
  public static final String OWN_SERVICE = "evalstream";

  private static final String UNKNOWN_APP = "unknown_service";

  private final Mapping mapping;

  public TurnReader(Mapping mapping) {
    this.mapping = mapping;
  }

  /// @param spans of one trace, in any order
  public Mapped read(List<Span> spans) {
    Steps steps = Steps.of(spans);
    if (steps.isEmpty()) {
      return new Mapped.Nothing(spans.isEmpty() ? Mapped.Reason.NOT_CHAT : Mapped.Reason.OWN);
    }
    Sources sources = new Sources(mapping, steps);
    Entry entry = Entry.of(sources);
    Dialogue dialogue = Dialogue.of(sources);
    Found response = entry.response().or(dialogue::answer);
    if (response instanceof Found.Nothing && dialogue.calls().isEmpty()) {
      response = entry.wholeResponse();
    }
    return switch (response) {
      case Found.Text(String text) -> turn(sources, entry, dialogue, text);
      case Found.Hidden() -> new Mapped.Nothing(Mapped.Reason.REDACTED);
      case Found.Nothing() ->
          new Mapped.Nothing(
              steps.of(StepKind.OTHER).size() == steps.all().size()
                  ? Mapped.Reason.NOT_CHAT
                  : Mapped.Reason.NO_RESPONSE);
    };
  }

  private Mapped turn(Sources sources, Entry entry, Dialogue dialogue, String response) {
    ModelCall answering = dialogue.answering();
    Step found = entry.step(answering);
    Step step = found == null ? sources.steps().all().getFirst() : found;
    List<ToolCall> calls = ToolCalls.read(sources, dialogue);
    Map<String, String> attributes = attributes(sources, step);
    RetrievalSpan like = like(app(sources, step), step.span(), attributes);
    List<RetrievalSpan> retrievals = new Retrievals(sources).read(like);
    if (retrievals.isEmpty() && mapping.toolResults()) {
      Step reader = answering == null ? step : answering.step();
      retrievals = new Retrievals(sources).ofTools(calls, reader, like);
    }
    put(attributes, "provider", dialogue.text(Row.PROVIDER));
    attributes.put(SPAN_ID, step.span().spanId());
    String question = question(entry, dialogue).orNull();
    List<Message> history = dialogue.history();
    List<Step> all = sources.steps().all();
    ChatEvent event =
        ChatEvent.newBuilder()
            .setTraceId(like.getTraceId())
            .setApp(like.getApp())
            .setOccurredAt(step.span().end())
            .setQuestion(question)
            .setResponse(response)
            .setHistory(history.isEmpty() ? entry.history() : history)
            .setAvailableTools(availableTools(sources, dialogue))
            .setToolCalls(calls)
            .setRetrievalCount(retrievals.size())
            .setModel(dialogue.text(Row.MODEL))
            .setPromptVersion(sources.text(Row.PROMPT_VERSION, all))
            .setConversationId(sources.text(Row.CONVERSATION, all))
            .setUserId(sources.text(Row.USER, all))
            .setLatencyMs(sources.steps().top(step).span().duration().toMillis())
            .setInputTokens(dialogue.sum(Row.INPUT_TOKENS))
            .setOutputTokens(dialogue.sum(Row.OUTPUT_TOKENS))
            .setAttributes(attributes)
            .setQueryEmbedding(new Embeddings(sources).ofQuestion(question))
            .build();
    return new Mapped.Turn(event, retrievals);
  }

  private static Found question(Entry entry, Dialogue dialogue) {
    Found question = entry.question().or(dialogue::question);
    return question instanceof Found.Nothing && dialogue.calls().isEmpty()
        ? entry.wholeQuestion()
        : question;
  }

  /// The app of the span that stands for the turn: the outermost span can be that of a gateway.
  private String app(Sources sources, Step step) {
    String service = sources.ofResource(Row.APP, List.of(step));
    return mapping.app(service == null ? UNKNOWN_APP : service);
  }

  private Map<String, String> attributes(Sources sources, Step step) {
    Map<String, String> attributes = new TreeMap<>();
    put(attributes, "environment", sources.ofResource(Row.ENVIRONMENT, List.of(step)));
    put(attributes, "version", sources.ofResource(Row.VERSION, List.of(step)));
    mapping
        .attributes()
        .forEach((attribute, name) -> put(attributes, attribute, sources.anywhere(name)));
    return attributes;
  }

  private static void put(Map<String, String> attributes, String name, @Nullable String value) {
    if (value != null) {
      attributes.put(name, value);
    }
  }

  private static @Nullable String availableTools(Sources sources, Dialogue dialogue) {
    ModelCall answering = dialogue.answering();
    Found ofAnswer =
        answering == null
            ? new Found.Nothing()
            : sources.find(Row.AVAILABLE_TOOLS, List.of(answering.step()), AvailableTools::of);
    return ofAnswer
        .or(() -> sources.find(Row.AVAILABLE_TOOLS, dialogue.steps(), AvailableTools::of))
        .orNull();
  }

  /// What the retrievals of the turn have in common.
  private static RetrievalSpan like(String app, Span span, Map<String, String> attributes) {
    return RetrievalSpan.newBuilder()
        .setTraceId(span.traceId())
        .setSpanId(span.spanId())
        .setApp(app)
        .setOccurredAt(span.end())
        .setDocuments(List.of())
        .setAttributes(Map.copyOf(attributes))
        .build();
  }
}
