package io.evalstream.console.page;

import io.evalstream.event.ChatEvent;
import io.evalstream.event.Evaluation;
import io.evalstream.event.Feedback;
import io.evalstream.event.JudgedTrace;
import io.evalstream.event.Message;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.event.RetrievedDocument;
import io.evalstream.event.ToolCall;
import io.evalstream.event.Vote;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Traces that pages are looked at with: one that tells the story, and those that are difficult.
final class Stories {

  static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

  static final String MADE_UP = "You also get a free return label by courier within one hour.";

  /// Relevant documents, and an answer that says more than they do.
  static final JudgedTrace UNGROUNDED =
      trace(
          ChatEvent.newBuilder(event("trace-ungrounded"))
              .setQuestion("Can I return shoes that I have worn once?")
              .setResponse(
                  "Shoes can be returned within 30 days as long as the soles are clean. " + MADE_UP)
              .setHistory(
                  List.of(
                      new Message("user", "Hello, I bought running shoes last week."),
                      new Message("assistant", "Hello! How can I help you with them?")))
              .setModel("gpt-5-mini")
              .setPromptVersion("v42")
              .setConversationId("conversation-7")
              .setLatencyMs(2_300L)
              .setInputTokens(1_840L)
              .setOutputTokens(61L)
              .setFeedback("thumbs_down")
              .setAttributes(Map.of("region", "eu"))
              .build(),
          List.of(
              RetrievalSpan.newBuilder()
                  .setTraceId("trace-ungrounded")
                  .setSpanId("span-1")
                  .setApp("shop-bot")
                  .setOccurredAt(NOON.minusMillis(1_900))
                  .setLatencyMs(310L)
                  .setRetriever("faq-index")
                  .setQuery("return worn shoes")
                  .setDocuments(
                      List.of(
                          document(
                              "faq-12",
                              "Returns of shoes",
                              0.83,
                              "Shoes can be returned within 30 days if the soles are clean and the"
                                  + " box is there."),
                          document(
                              "faq-90",
                              "Opening hours",
                              0.41,
                              "The shop opens at nine.\n".repeat(40))))
                  .setAttributes(Map.of())
                  .build()),
          List.of(
              evaluation("document_relevance", "document", "relevant", false)
                  .setDocumentId("faq-12")
                  .setDocumentRank(1)
                  .setExplanation("It answers the question of worn shoes.")
                  .build(),
              evaluation("document_relevance", "document", "irrelevant", true)
                  .setDocumentId("faq-90")
                  .setDocumentRank(2)
                  .setExplanation("Opening hours say nothing of returns.")
                  .setCached(true)
                  .build(),
              evaluation("faithfulness", "response", "unfaithful", true)
                  .setExplanation(
                      "The first sentence is supported by faq-12. But “you also get a free return"
                          + " label by courier” is not supported: the documents are silent about"
                          + " return labels.")
                  .setVotes(
                      List.of(
                          new Vote("large", "judge-large", "judged", "unfaithful", "Made up."),
                          new Vote("small", "judge-small", "judged", "faithful", null)))
                  .setDisputed(true)
                  .setRedacted(2)
                  .build(),
              evaluation("toxicity", "response", "non_toxic", false).build(),
              evaluation("correctness", "response", null, null)
                  .setOutcome("not_evaluable")
                  .setExplanation("there is no reference_answer or documents")
                  .setLatencyMs(null)
                  .setInputTokens(null)
                  .setOutputTokens(null)
                  .setCostUsd(null)
                  .setAttempts(0)
                  .build()),
          "ungrounded");

  private static final String SCRIPT =
      "<script>alert(1)</script><img src=x onerror=alert(2)> <b onmouseover=\"alert(3)\">bold</b>"
          + " {{{body}}} {{#x}}![](javascript:alert(4)) [link](https://example.org) **stars**"
          + " <!channel> \u202Etxt.exe\u202C \u0000\u0007 'single' \"double\" `tick` =end";

  /// Everything that somebody could write where others read it.
  static final JudgedTrace HOSTILE =
      trace(
          ChatEvent.newBuilder(event("a/../b?c=<d>&\u202Eid"))
              .setApp("<i>app</i>")
              .setQuestion(SCRIPT)
              .setResponse(SCRIPT + "\n" + "All work and no play. ".repeat(50_000))
              .setHistory(List.of(new Message("</span><script>", SCRIPT)))
              .setReferenceAnswer(SCRIPT)
              .setModel("<model>")
              .setPromptVersion("\"><script>alert(5)</script>")
              .setToolCalls(List.of(new ToolCall("1", SCRIPT, SCRIPT, SCRIPT)))
              .setAttributes(Map.of("<k>", "<v>"))
              .build(),
          List.of(
              RetrievalSpan.newBuilder()
                  .setTraceId("t")
                  .setSpanId("s")
                  .setApp("a")
                  .setOccurredAt(NOON)
                  .setQuery(SCRIPT)
                  .setRetriever(SCRIPT)
                  .setDocuments(List.of(document("<d>", SCRIPT, Double.NaN, SCRIPT)))
                  .setAttributes(Map.of())
                  .build()),
          List.of(
              evaluation("faithfulness", "response", "<b>unfaithful</b>", true)
                  .setExplanation("It says \"<script>alert(1)</script>\" and " + SCRIPT)
                  .setJudge("<judge>")
                  .build(),
              evaluation("<evaluator>", "response", "<label>", false).build()),
          "<diagnosis>");

  /// A turn of which nothing is known but what must be.
  static final JudgedTrace BARE = trace(event("trace-bare"), List.of(), List.of(), "unknown");

  /// A turn without documents, all of whose work was done by tools.
  static final JudgedTrace TOOLS =
      trace(
          ChatEvent.newBuilder(event("trace-tools"))
              .setQuestion("Where is my order 1234?")
              .setResponse("It was sent on Monday and arrives tomorrow.")
              .setLatencyMs(900L)
              .setAvailableTools("[{\"name\":\"find_order\"},{\"name\":\"cancel_order\"}]")
              .setToolCalls(
                  List.of(
                      new ToolCall(
                          "call-1",
                          "find_order",
                          "{\"id\": 1234}",
                          "{\"state\": \"sent\", \"eta\": \"tomorrow\"}"),
                      new ToolCall("call-2", "now", null, null)))
              .build(),
          List.of(),
          List.of(evaluation("tool_selection", "tool_call", "correct", false).build()),
          "ok");

  static final Feedback PERSON =
      Feedback.newBuilder()
          .setFeedbackId("feedback-1")
          .setTraceId("trace-ungrounded")
          .setApp("shop-bot")
          .setEvaluator("faithfulness")
          .setLabel("faithful")
          .setAnnotatorKind("human")
          .setAnnotator("ada")
          .setComment("The courier is in the new terms.")
          .setOccurredAt(NOON.plusSeconds(600))
          .setAttributes(Map.of())
          .build();

  private Stories() {}

  static ChatEvent event(String traceId) {
    return ChatEvent.newBuilder()
        .setTraceId(traceId)
        .setApp("shop-bot")
        .setOccurredAt(NOON)
        .setResponse("Yes.")
        .build();
  }

  static RetrievedDocument document(String id, String title, double score, String text) {
    return RetrievedDocument.newBuilder()
        .setDocumentId(id)
        .setTitle(title)
        .setScore(score)
        .setText(text)
        .setMetadata(Map.of("source", "faq.md"))
        .build();
  }

  static Evaluation.Builder evaluation(
      String evaluator, String target, @Nullable String label, @Nullable Boolean failing) {
    return Evaluation.newBuilder()
        .setEvaluationId(evaluator)
        .setTraceId("trace")
        .setApp("shop-bot")
        .setEvaluator(evaluator)
        .setEvaluatorVersion("0a1b2c3d")
        .setTarget(target)
        .setOutcome("judged")
        .setLabel(label)
        .setFailing(failing)
        .setJudge("default")
        .setJudgeModel("gpt-5-mini")
        .setAttempts(1)
        .setInputTokens(1_200L)
        .setOutputTokens(85L)
        .setCostUsd(0.00047)
        .setLatencyMs(1_400L)
        .setSamplingProbability(0.05)
        .setOccurredAt(NOON)
        .setEvaluatedAt(NOON.plusMillis(3_200));
  }

  static JudgedTrace trace(
      ChatEvent event,
      List<RetrievalSpan> retrievals,
      List<Evaluation> evaluations,
      String diagnosis) {
    return new JudgedTrace(
        event.getTraceId(),
        event.getApp(),
        event.getOccurredAt(),
        event,
        retrievals,
        evaluations,
        diagnosis,
        NOON.plusMillis(3_500));
  }
}
