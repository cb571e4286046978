package io.evalstream.spans;

import static io.evalstream.app.OtlpRecords.json;
import static io.evalstream.app.OtlpRecords.proto;
import static io.evalstream.app.OtlpRecords.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.StageHarness;
import io.evalstream.app.TurnSpans;
import io.evalstream.app.Turns;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.Evaluation;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.event.RetrievedDocument;
import io.evalstream.topic.AvroJson;
import io.evalstream.topic.TrustedRecords;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// One conversation, whichever way it comes in, has the same evaluations: the judge is asked the
/// same, word for word.
class SameConversationTest {

  private static final String CONFIG =
      """
      apps: [ { id: docs-bot, evaluators: [ faithfulness, document_relevance, toxicity ] } ]
      otlp: {}
      """;
  private static final int TRACE = 7;

  static {
    TrustedRecords.trust();
  }

  private static final ChatEvent EVENT =
      ChatEvent.newBuilder(Turns.event(traceId(TRACE), 1)).setModel("atlas-3").build();
  private static final RetrievalSpan RETRIEVAL =
      RetrievalSpan.newBuilder(Turns.span(traceId(TRACE), "s", "doc-1"))
          .setQuery("When do you open?")
          .setDocuments(
              List.of(
                  new RetrievedDocument("doc-1", "text of doc-1", null, null, Map.of(), List.of())))
          .build();

  private static final Span[] SPANS =
      new TurnSpans(EVENT, List.of(RETRIEVAL)).spans().toArray(Span[]::new);

  static Stream<Arguments> otherWays() {
    return Stream.of(
        way("JSON", monitor -> sendJson(monitor)),
        way("OTLP in Protobuf", monitor -> monitor.sendBytes("otlp_spans", "", proto(SPANS))),
        way("OTLP in JSON", monitor -> monitor.sendBytes("otlp_spans", "", json(SPANS))),
        way(
            "OTLP, a record for each span",
            monitor -> {
              for (Span one : SPANS) {
                monitor.sendBytes("otlp_spans", "", proto(one));
              }
            }));
  }

  private static Arguments way(String name, Consumer<StageHarness> send) {
    return Arguments.of(name, send);
  }

  private static void sendJson(StageHarness monitor) {
    monitor.sendBytes("retrieval-spans", traceId(TRACE), AvroJson.bytes(RETRIEVAL));
    monitor.sendBytes("chat-events", traceId(TRACE), AvroJson.bytes(EVENT));
  }

  private record Said(String evaluator, String document, String label, String explanation) {}

  @ParameterizedTest(name = "{0}")
  @MethodSource("otherWays")
  void evaluations_areThoseOfAvro(String name, Consumer<StageHarness> way) {
    Run avro = Run.of(monitor -> monitor.send(RETRIEVAL).send(EVENT));

    Run other = Run.of(way);

    assertThat(avro.said()).hasSize(3);
    assertThat(other.said()).as(name).isEqualTo(avro.said());
    assertThat(other.asked()).as(name).isEqualTo(avro.asked());
  }

  /// @param asked the prompts
  private record Run(List<Said> said, List<String> asked) {

    static Run of(Consumer<StageHarness> way) {
      try (StageHarness monitor = StageHarness.of(CONFIG)) {
        monitor.judge().says("faithfulness", "At nine.", "unfaithful");
        way.accept(monitor);
        monitor.after(Duration.ofSeconds(11)).after(Duration.ofSeconds(6));
        return new Run(
            monitor.evaluations().stream().map(Run::said).sorted(Run::compare).toList(),
            monitor.judge().asked().stream()
                .map(request -> request.prompt().user().replaceAll("[0-9a-f]{8,}", "NONCE"))
                .sorted()
                .toList());
      }
    }

    private static int compare(Said one, Said other) {
      return one.evaluator.compareTo(other.evaluator);
    }

    private static Said said(Evaluation evaluation) {
      return new Said(
          evaluation.getEvaluator(),
          String.valueOf(evaluation.getDocumentId()),
          String.valueOf(evaluation.getLabel()),
          String.valueOf(evaluation.getExplanation()));
    }
  }
}
