package io.evalstream.console.page;

import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.Evaluation;
import io.evalstream.event.Feedback;
import io.evalstream.event.JudgedTrace;
import io.evalstream.event.Message;
import io.evalstream.event.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A judged trace: what was asked, retrieved and answered, and what the judges said.
///
/// @param json address of the whole trace
/// @param question null when the event had none
/// @param relevance how many documents are relevant, in words; empty when none was judged
/// @param neighbours lists of other traces like it
record TraceView(
    String traceId,
    String json,
    DiagnosisLine diagnosis,
    List<Fact> facts,
    List<Fact> tags,
    @Nullable LongText question,
    List<Said> history,
    @Nullable LongText availableTools,
    List<Called> toolCalls,
    ResponseView response,
    @Nullable LongText reference,
    List<RetrievalView> retrievals,
    String relevance,
    List<EvaluationView> evaluations,
    LabelsView people,
    Waterfall waterfall,
    List<Fact> neighbours) {

  /// An earlier message.
  record Said(String role, LongText text) {}

  /// A call of a tool.
  record Called(String name, @Nullable LongText arguments, @Nullable LongText result) {}

  static TraceView of(JudgedTrace trace, List<Feedback> feedback, EvaluatorLibrary evaluators) {
    ChatEvent event = trace.getEvent();
    JudgedParts parts = new JudgedParts(trace, evaluators);
    List<RetrievalView> retrievals = parts.retrievals();
    return new TraceView(
        trace.getTraceId(),
        PageAddress.json(trace.getTraceId()),
        DiagnosisLine.of(trace),
        facts(trace),
        tags(event),
        text(event.getQuestion()),
        event.getHistory().stream().map(TraceView::said).toList(),
        text(event.getAvailableTools()),
        event.getToolCalls().stream().map(TraceView::called).toList(),
        ResponseView.of(trace, evaluators),
        text(event.getReferenceAnswer()),
        retrievals,
        parts.relevance(),
        parts.others(),
        LabelsView.of(trace, feedback, evaluators),
        Waterfall.of(trace),
        neighbours(trace));
  }

  boolean hasHistory() {
    return !history.isEmpty();
  }

  /// `1 earlier message`
  String historySays() {
    return history.size() == 1 ? "1 earlier message" : history.size() + " earlier messages";
  }

  boolean hasToolCalls() {
    return !toolCalls.isEmpty();
  }

  boolean hasTags() {
    return !tags.isEmpty();
  }

  boolean hasEvaluations() {
    return !evaluations.isEmpty();
  }

  private static Said said(Message message) {
    return new Said(message.getRole(), LongText.of(message.getContent()));
  }

  private static Called called(ToolCall call) {
    return new Called(call.getName(), text(call.getArguments()), text(call.getResult()));
  }

  private static @Nullable LongText text(@Nullable String text) {
    return text == null || text.isBlank() ? null : LongText.of(text);
  }

  private static List<Fact> facts(JudgedTrace trace) {
    ChatEvent event = trace.getEvent();
    Long latency = event.getLatencyMs();
    return new Fact.Facts()
        .add("App", trace.getApp(), PageAddress.of("/traces", "app", trace.getApp()))
        .add("Model", event.getModel())
        .add("Prompt version", event.getPromptVersion())
        .add("Answered", trace.getOccurredAt())
        .add("Judged", trace.getJudgedAt())
        .add("Took", latency == null ? null : Numbers.latency(latency))
        .add("Tokens", Waterfall.tokens(event.getInputTokens(), event.getOutputTokens()))
        .add("Feedback", event.getFeedback())
        .list();
  }

  private static List<Fact> tags(ChatEvent event) {
    Fact.Facts tags =
        new Fact.Facts()
            .add("conversation", event.getConversationId())
            .add("user", event.getUserId());
    event.getAttributes().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(tag -> tags.add(tag.getKey(), tag.getValue()));
    return tags.list();
  }

  private static List<Fact> neighbours(JudgedTrace trace) {
    String app = trace.getApp();
    List<Fact> lists = new ArrayList<>();
    Set<String> failing = new LinkedHashSet<>();
    trace.getEvaluations().stream()
        .filter(evaluation -> Boolean.TRUE.equals(evaluation.getFailing()))
        .map(Evaluation::getEvaluator)
        .forEach(failing::add);
    for (String evaluator : failing) {
      lists.add(
          new Fact(
              evaluator,
              "Others of %s failing %s".formatted(app, evaluator),
              PageAddress.of("/traces", "app", app, "evaluator", evaluator, "failing", "true")));
    }
    lists.add(
        new Fact(
            "diagnosis",
            "Others of %s: %s".formatted(app, Badge.plain(trace.getDiagnosis())),
            PageAddress.of("/traces", "app", app, "diagnosis", trace.getDiagnosis())));
    String version = trace.getEvent().getPromptVersion();
    if (version != null) {
      lists.add(
          new Fact(
              "prompt version",
              "Others of %s with prompt version %s".formatted(app, version),
              PageAddress.of("/traces", "app", app, "prompt_version", version)));
    }
    return lists;
  }
}
