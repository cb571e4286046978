package io.evalstream.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;

/// What a span of an LLM application does: the kinds of OpenInference [1], to which the operations
/// of OpenTelemetry [2] and of the AI SDK of Vercel, and the kinds of OpenLLMetry are brought.
///
/// [1] https://github.com/Arize-ai/openinference/blob/main/spec/semantic_conventions.md [2]
/// https://github.com/open-telemetry/semantic-conventions-genai
public enum StepKind {
  CHAIN,
  AGENT,
  LLM,
  RETRIEVER,
  RERANKER,
  EMBEDDING,
  TOOL,
  EVALUATOR,
  GUARDRAIL,
  PROMPT,
  /// Nothing to do with a model, as far as the span tells.
  OTHER;

  /// The event in which OpenLLMetry tells a document that a vector database found.
  public static final String FOUND_DOCUMENT = "db.query.result";

  private static final Map<String, StepKind> OPERATIONS =
      Map.ofEntries(
          Map.entry("chat", LLM),
          Map.entry("generate_content", LLM),
          Map.entry("text_completion", LLM),
          Map.entry("embeddings", EMBEDDING),
          Map.entry("retrieval", RETRIEVER),
          Map.entry("vector_db_retrieve", RETRIEVER),
          Map.entry("execute_task", CHAIN),
          Map.entry("execute_tool", TOOL),
          Map.entry("create_agent", AGENT),
          Map.entry("invoke_agent", AGENT),
          Map.entry("invoke_workflow", CHAIN));
  private static final Map<String, StepKind> TRACELOOP =
      Map.of("workflow", CHAIN, "task", CHAIN, "agent", AGENT, "tool", TOOL);
  private static final Map<String, StepKind> REQUESTS =
      Map.of("chat", LLM, "completion", LLM, "embedding", EMBEDDING, "rerank", RERANKER);
  private static final Map<String, StepKind> VERCEL =
      Map.ofEntries(
          Map.entry("ai.generateText", CHAIN),
          Map.entry("ai.streamText", CHAIN),
          Map.entry("ai.generateObject", CHAIN),
          Map.entry("ai.streamObject", CHAIN),
          Map.entry("ai.generateText.doGenerate", LLM),
          Map.entry("ai.streamText.doStream", LLM),
          Map.entry("ai.generateObject.doGenerate", LLM),
          Map.entry("ai.streamObject.doStream", LLM),
          Map.entry("ai.toolCall", TOOL),
          Map.entry("ai.embed", EMBEDDING),
          Map.entry("ai.embed.doEmbed", EMBEDDING),
          Map.entry("ai.embedMany", EMBEDDING),
          Map.entry("ai.embedMany.doEmbed", EMBEDDING));

  /// By the first convention that the span follows.
  public static StepKind of(Span span) {
    StepKind named = byName(text(span, "openinference.span.kind"));
    if (named != OTHER) {
      return named;
    }
    StepKind operation =
        OPERATIONS.getOrDefault(
            text(span, "gen_ai.operation.name"),
            TRACELOOP.getOrDefault(
                text(span, "traceloop.span.kind"),
                REQUESTS.getOrDefault(
                    text(span, "llm.request.type"),
                    VERCEL.getOrDefault(text(span, "ai.operationId"), OTHER))));
    return operation == OTHER ? byContent(span) : operation;
  }

  private static StepKind byName(String name) {
    for (StepKind kind : values()) {
      if (kind.name().equals(name.toUpperCase(Locale.ROOT))) {
        return kind;
      }
    }
    return OTHER;
  }

  /// Older spans name no operation.
  private static StepKind byContent(Span span) {
    if (hasAny(span, "gen_ai.evaluation.name")) {
      return EVALUATOR;
    }
    if (hasAny(span, "gen_ai.request.model", "gen_ai.prompt.0.content", "llm.prompts.0.content")) {
      return LLM;
    }
    if (span.events().stream().anyMatch(event -> event.name().equals(FOUND_DOCUMENT))) {
      return RETRIEVER;
    }
    if (span.events().stream().anyMatch(event -> event.name().equals("gen_ai.choice"))) {
      return LLM;
    }
    return hasAny(span, "input.value", "output.value", "traceloop.entity.input") ? CHAIN : OTHER;
  }

  private static boolean hasAny(Span span, String... attributes) {
    for (String attribute : attributes) {
      if (span.attributes().containsKey(attribute)) {
        return true;
      }
    }
    return false;
  }

  private static String text(Span span, String attribute) {
    JsonNode value = span.attributes().get(attribute);
    return value == null ? "" : value.asText();
  }
}
