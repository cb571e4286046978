package io.evalstream.otlp;

import java.util.List;
import java.util.Locale;

/// One row of the mapping from spans to turns: a thing that is looked for, and the names under
/// which it is looked for, the first match first.
///
/// A list in OpenInference is flattened: `retrieval.documents` stands for
/// `retrieval.documents.<i>.document.content` and its likes as well as for one attribute with that
/// name that holds a list, or a list as the text of its JSON.
public enum Row {
  APP("the app", Where.RESOURCE, "service.name"),
  ENVIRONMENT(
      "`attributes.environment`",
      Where.RESOURCE,
      "deployment.environment.name",
      "deployment.environment"),
  VERSION("`attributes.version`", Where.RESOURCE, "service.version"),
  CONVERSATION(
      "`conversation_id`",
      Where.ANY_SPAN,
      "session.id",
      "gen_ai.conversation.id",
      "traceloop.association.properties.session_id",
      "traceloop.association.properties.conversation_id",
      "ai.telemetry.metadata.sessionId"),
  USER(
      "`user_id`",
      Where.ANY_SPAN,
      "user.id",
      "enduser.id",
      "traceloop.association.properties.user_id",
      "ai.telemetry.metadata.userId"),
  QUESTION(
      "the question, where the turn begins",
      Where.ENTRY,
      "input.value",
      "gen_ai.input.messages",
      "traceloop.entity.input",
      "ai.prompt"),
  RESPONSE(
      "the response, where the turn ends",
      Where.ENTRY,
      "output.value",
      "gen_ai.output.messages",
      "traceloop.entity.output",
      "ai.response.text",
      "ai.response.object"),
  INPUT_MESSAGES(
      "what a model read: the question when no entry has one, and `history`",
      Where.LLM,
      "llm.input_messages",
      "gen_ai.input.messages",
      "gen_ai.prompt",
      "llm.prompts",
      "ai.prompt.messages"),
  OUTPUT_MESSAGES(
      "what a model wrote: the response when no entry has one, and calls of tools",
      Where.LLM,
      "llm.output_messages",
      "gen_ai.output.messages",
      "gen_ai.completion",
      "llm.completions",
      "llm.choices",
      "ai.response.text",
      "ai.response.object"),
  TOOL_CALLS(
      "calls of tools that a model asked for, where its messages do not tell them",
      Where.LLM,
      "ai.response.toolCalls"),
  MODEL(
      "`model`",
      Where.LLM,
      "llm.response.model_name",
      "llm.model_name",
      "gen_ai.response.model",
      "gen_ai.request.model",
      "llm.request.model_name"),
  PROVIDER(
      "`attributes.provider`",
      Where.LLM,
      "llm.provider",
      "gen_ai.provider.name",
      "gen_ai.system",
      "llm.system"),
  PROMPT_VERSION(
      "`prompt_version`",
      Where.ANY_SPAN,
      "llm.prompt_template.version",
      "gen_ai.prompt.version",
      "traceloop.prompt.version"),
  INPUT_TOKENS(
      "`input_tokens`, the sum over the calls of models",
      Where.LLM,
      "llm.token_count.prompt",
      "gen_ai.usage.input_tokens",
      "gen_ai.usage.prompt_tokens"),
  OUTPUT_TOKENS(
      "`output_tokens`, likewise",
      Where.LLM,
      "llm.token_count.completion",
      "gen_ai.usage.output_tokens",
      "gen_ai.usage.completion_tokens"),
  QUERY(
      "`query` of a retrieval",
      Where.RETRIEVAL,
      "reranker.query",
      "gen_ai.retrieval.query.text",
      "input.value",
      "traceloop.entity.input"),
  DOCUMENTS(
      "the documents of a retriever",
      Where.RETRIEVAL,
      "retrieval.documents",
      "gen_ai.retrieval.documents",
      "traceloop.entity.output",
      "output.value"),
  RERANKED("the documents of a reranker", Where.RETRIEVAL, "reranker.output_documents"),
  RERANKER_INPUT(
      "what a reranker was given: it takes the place of the retrievals that found one of these",
      Where.RETRIEVAL,
      "reranker.input_documents"),
  RETRIEVER(
      "`retriever`; else the name of the span",
      Where.RETRIEVAL,
      "reranker.model_name",
      "gen_ai.data_source.id"),
  DOCUMENT_TEXT(
      "the text of a document", Where.KEYS, "content", "text", "page_content", "document"),
  DOCUMENT_ID(
      "the id of a document; else a hash of its text", Where.KEYS, "id", "document_id", "doc_id"),
  DOCUMENT_SCORE("the score of a document", Where.KEYS, "score", "relevance_score"),
  TOOL_NAME(
      "the name of a tool; else that of the span",
      Where.TOOL,
      "tool.name",
      "gen_ai.tool.name",
      "ai.toolCall.name",
      "traceloop.entity.name"),
  TOOL_CALL_ID(
      "`tool_call_id`",
      Where.TOOL,
      "tool_call.id",
      "gen_ai.tool.call.id",
      "tool.id",
      "ai.toolCall.id"),
  TOOL_ARGUMENTS(
      "what a tool was called with",
      Where.TOOL,
      "gen_ai.tool.call.arguments",
      "ai.toolCall.args",
      "input.value",
      "traceloop.entity.input"),
  TOOL_RESULT(
      "what a tool gave back",
      Where.TOOL,
      "gen_ai.tool.call.result",
      "ai.toolCall.result",
      "output.value",
      "traceloop.entity.output"),
  AVAILABLE_TOOLS(
      "`available_tools`",
      Where.LLM,
      "llm.tools",
      "gen_ai.tool.definitions",
      "llm.request.functions",
      "ai.prompt.tools"),
  EMBEDDING(
      "`query_embedding`",
      Where.EMBEDDING,
      "embedding.embeddings",
      "ai.embedding",
      "ai.embeddings"),
  QUESTION_POINTERS("JSON pointers to the question in a JSON input", Where.KEYS),
  RESPONSE_POINTERS("JSON pointers to the response in a JSON output", Where.KEYS),
  QUESTION_KEYS(
      "keys of the question in a JSON input",
      Where.KEYS,
      "query",
      "question",
      "input",
      "user_input",
      "query_str",
      "message",
      "prompt"),
  RESPONSE_KEYS(
      "keys of the response in a JSON output",
      Where.KEYS,
      "answer",
      "response",
      "output",
      "result",
      "content",
      "text");

  /// Where the names of a row are looked for.
  public enum Where {
    RESOURCE("resource"),
    ANY_SPAN("any span"),
    ENTRY("the outermost CHAIN or AGENT"),
    LLM("LLM"),
    RETRIEVAL("RETRIEVER, RERANKER"),
    TOOL("TOOL"),
    EMBEDDING("EMBEDDING"),
    KEYS("in JSON");

    private final String words;

    Where(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  private final String meaning;
  private final Where where;
  private final List<String> names;

  Row(String meaning, Where where, String... names) {
    this.meaning = meaning;
    this.where = where;
    this.names = List.of(names);
  }

  public String meaning() {
    return meaning;
  }

  public Where where() {
    return where;
  }

  /// The names that are looked for unless the configuration has others.
  public List<String> names() {
    return names;
  }

  /// The key in the configuration.
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
