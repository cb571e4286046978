package io.evalstream.cli.browser;

import io.evalstream.event.Alert;
import io.evalstream.event.AlertExample;
import io.evalstream.event.AlertPart;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.Feedback;
import io.evalstream.event.Message;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.event.RetrievedDocument;
import io.evalstream.event.ToolCall;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// What somebody sends who wants to be more than a text on the pages of others.
final class Hostile {

  /// What must be readable on a page, as it is.
  static final String SCRIPT = "<script>alert('x')</script>";

  static final String MARKUP =
      SCRIPT
          + " <img src=x onerror=\"alert(1)\"> <svg/onload=alert(2)> </textarea></title></table>"
          + "<style>*{display:none}</style> <a href=\"javascript:alert(3)\">one</a>"
          + " [two](javascript:alert(4)) [three](data:text/html,<script>alert(5)</script>)"
          + " ![](https://evil.example/a.png) **bold** <!channel> <@U1> <https://evil.example|four>"
          + " {{response}} {{{response}}} {{#app}} ${7*7} ' \" ` & &lt; &#60;";

  /// Characters that turn what stands around them, or hide.
  static final String UNSEEN =
      "left \u202Ethgir\u202C \u2066alone\u2069 zero\u200Bwidth \uFEFFbegin \u2028line \u0000 end";

  static final String TEXT = MARKUP + " " + UNSEEN;

  static final String TRACE_ID = "h\"'><script>alert(6)</script>&\u202E/../?a=b#c%2F{{app}}";
  static final String LONG_TRACE_ID = "hostile-long";
  static final String TOO_LONG_TRACE_ID = "hostile-too-long";
  static final String APP = "docs-bot";

  private static final String NAME = "<b onclick=alert(7)>{{model}}\u202E<!channel>";
  private static final List<Float> FAR = Collections.nCopies(64, 0.9f);

  // Words of its own, so that judges find nothing in them that supports the response.
  private static final String STRAY =
      "A garden hose is wound on a reel in winter. " + SCRIPT + " " + UNSEEN;

  /// A response of which the first sentences have no support.
  static final String RESPONSE =
      "The moon pays ninety dollars within seven hours of each launch. Astronauts must present a"
          + " golden receipt at gate eleven before sunrise on Tuesday. Every crater keeps a cashier"
          + " who speaks four dialects of cheese. "
          + TEXT;

  private Hostile() {}

  static ChatEvent event(String traceId, String response, int retrievals) {
    return ChatEvent.newBuilder()
        .setTraceId(traceId)
        .setApp(APP)
        .setOccurredAt(Instant.now())
        .setQuestion("Where is the refund of the moon? " + TEXT)
        .setResponse(response)
        .setHistory(List.of(new Message("user" + NAME, STRAY), new Message("assistant", STRAY)))
        .setReferenceAnswer(STRAY)
        .setAvailableTools(TEXT)
        .setToolCalls(List.of(new ToolCall("1" + NAME, "call" + NAME, STRAY, STRAY)))
        .setRetrievalCount(retrievals)
        .setModel("model" + NAME)
        .setPromptVersion("version" + NAME)
        .setConversationId("conversation" + NAME)
        .setUserId("user" + NAME)
        .setFeedback("feedback" + NAME)
        .setAttributes(Map.of("attribute" + NAME, TEXT))
        .setQueryEmbedding(FAR)
        .build();
  }

  static RetrievalSpan span(String traceId) {
    return RetrievalSpan.newBuilder()
        .setTraceId(traceId)
        .setSpanId("span" + NAME.replace('\u202E', ' '))
        .setApp(APP)
        .setOccurredAt(Instant.now())
        .setQuery(TEXT)
        .setDocuments(
            List.of(
                new RetrievedDocument(
                    "document" + NAME,
                    STRAY,
                    "title" + NAME,
                    Double.NaN,
                    Map.of("meta" + NAME, TEXT),
                    FAR)))
        .setRetriever("retriever" + NAME)
        .setAttributes(Map.of("attribute" + NAME, TEXT))
        .build();
  }

  static Feedback label(String traceId) {
    return Feedback.newBuilder()
        .setFeedbackId("feedback" + NAME.replace('\u202E', ' '))
        .setTraceId(traceId)
        .setApp(APP)
        .setEvaluator("faithfulness")
        .setLabel("unfaithful")
        .setAnnotatorKind("human")
        .setAnnotator("annotator" + NAME)
        .setComment(TEXT)
        .setOccurredAt(Instant.now())
        .build();
  }

  /// @param state such as firing
  static Alert alert(String state) {
    Instant now = Instant.now();
    return Alert.newBuilder()
        .setAlertKey("key" + NAME)
        .setTransitionId("key" + NAME + "#" + state)
        .setRule("rule" + NAME)
        .setApp("app" + NAME)
        .setEvaluator("evaluator" + NAME)
        .setDimension("model")
        .setValue("value" + NAME)
        .setState(state)
        .setPreviousState("pending")
        .setThreshold(0.1)
        .setRate(0.5)
        .setLow(0.4)
        .setHigh(0.6)
        .setJudged(100)
        .setEffectiveN(100)
        .setOverMs(60_000)
        .setSince(now)
        .setTransitionedAt(now)
        .setFiredAt(now)
        .setSummary(TEXT)
        .setExampleTraces(List.of(TRACE_ID))
        .setParts(List.of(new AlertPart("model", "part" + NAME, 0.9, 0.8, 1.0, 50L)))
        .setExamples(List.of(new AlertExample(TRACE_ID, "label" + NAME, TEXT, TEXT, TEXT)))
        .build();
  }
}
