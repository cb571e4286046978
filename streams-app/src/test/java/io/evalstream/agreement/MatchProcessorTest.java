package io.evalstream.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evalstream.app.Evaluations;
import io.evalstream.app.Feedbacks;
import io.evalstream.app.ManualClock;
import io.evalstream.app.ProcessorLives;
import io.evalstream.app.Turns;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.event.Evaluation;
import io.evalstream.event.Feedback;
import io.evalstream.event.JudgedTrace;
import io.evalstream.metric.FunnelBoard;
import io.evalstream.metric.FunnelStep;
import io.evalstream.metric.Meters;
import io.evalstream.state.LabelPair;
import io.evalstream.state.LabelledTrace;
import io.evalstream.topic.FunnelStore;
import io.evalstream.topic.StateSerde;
import io.evalstream.topic.StoreNames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MatchProcessorTest {

  private static final Duration DAY = Duration.ofDays(1);
  private static final FeedbackRules RULES =
      new FeedbackRules(
          Set.of(Turns.APP, "other-bot"),
          EvaluatorLibrary.builtIn(),
          Duration.ofDays(7),
          Duration.ofMinutes(10));

  private final ManualClock clock = new ManualClock(Turns.NOON);
  private final Meters meters = new Meters(new SimpleMeterRegistry());
  private final FunnelBoard board = new FunnelBoard();
  private final ProcessorLives<Said, Matched> match =
      new ProcessorLives<>(
          clock,
          List.of(
              FunnelStore.builder(StoreNames.MATCH_FUNNEL),
              Stores.keyValueStoreBuilder(
                  Stores.inMemoryKeyValueStore(StoreNames.LABELLED_TRACES),
                  Serdes.String(),
                  new StateSerde<>(LabelledTrace.class)),
              Stores.keyValueStoreBuilder(
                  Stores.inMemoryKeyValueStore(StoreNames.LABEL_EXPIRIES),
                  Serdes.String(),
                  Serdes.ByteArray())),
          this::life);
  private long received;

  private MatchProcessor life() {
    return new MatchProcessor("evalstream.feedback", DAY, clock, meters, board);
  }

  /// Of every label that came, the funnel says where it is.
  @AfterEach
  void nothingIsLost() {
    long told =
        Stream.of(Turns.APP, "other-bot")
            .flatMap(
                app ->
                    Stream.of("rejected", "matched", "unmatched", "waiting")
                        .map(step -> board.count(new FunnelStep(app, "feedback", step))))
            .mapToLong(Long::longValue)
            .sum();
    assertThat(told).isEqualTo(received);
  }

  private void says(Feedback feedback) {
    received++;
    match.process(feedback.getTraceId(), new Said.ByPerson(RULES.label(feedback, 0, received)));
  }

  private void says(String id, String label, Consumer<Feedback.Builder> change) {
    Feedback.Builder feedback = Feedback.newBuilder(Feedbacks.human(id, "t-1", "toxicity", label));
    change.accept(feedback);
    says(feedback.build());
  }

  private void says(String id, String label) {
    says(id, label, feedback -> {});
  }

  private void judged(String traceId, Evaluation... evaluations) {
    match.process(
        traceId,
        new Said.ByJudge(
            JudgeLabelsWriter.write(
                JudgedTrace.newBuilder()
                    .setTraceId(traceId)
                    .setApp(Turns.APP)
                    .setOccurredAt(Turns.NOON)
                    .setEvent(Turns.event(traceId))
                    .setRetrievals(List.of())
                    .setEvaluations(List.of(evaluations))
                    .setDiagnosis("ok")
                    .setJudgedAt(Turns.NOON)
                    .build())));
  }

  private static Evaluation toxic(String traceId) {
    return Evaluation.newBuilder(Evaluations.failing(traceId, Turns.NOON))
        .setSamplingProbability(0.5)
        .build();
  }

  private List<LabelPair> pairs() {
    return match.forwarded().stream()
        .flatMap(
            matched ->
                matched instanceof Matched.Pair(LabelPair pair) ? Stream.of(pair) : Stream.empty())
        .toList();
  }

  private List<String> refusals() {
    return match.forwarded().stream()
        .flatMap(
            matched ->
                matched instanceof Matched.Refused(var letter)
                    ? Stream.of(letter.reason())
                    : Stream.empty())
        .toList();
  }

  private long counted(String step) {
    return board.count(new FunnelStep(Turns.APP, "feedback", step));
  }

  @Test
  void feedbackAfterTheEvaluation_isAPair() {
    judged("t-1", toxic("t-1"));
    says("f-1", "non_toxic", feedback -> feedback.setReviewProbability(0.1));

    // 1 / (0.5 x 0.1)
    assertThat(pairs())
        .containsExactly(
            new LabelPair(
                Turns.APP,
                "toxicity",
                "1",
                "default",
                "human",
                "non_toxic",
                false,
                "toxic",
                true,
                20.0,
                1));
    assertThat(counted("matched")).isEqualTo(1);
  }

  @Test
  void feedbackBeforeTheEvaluation_waitsThroughARestart() {
    says("f-1", "toxic");
    assertThat(counted("waiting")).isEqualTo(1);

    match.restart(this::life);
    judged("t-1", toxic("t-1"));

    assertThat(pairs())
        .extracting(LabelPair::getHumanLabel, LabelPair::getWeight, LabelPair::getCount)
        .containsExactly(tuple("toxic", null, 1));
    assertThat(counted("waiting")).isZero();
    assertThat(counted("matched")).isEqualTo(1);
  }

  @Test
  void sameFeedbackTwice_countsOnce() {
    says("f-1", "toxic");
    says("f-1", "toxic");
    judged("t-1", toxic("t-1"));
    match.restart(this::life);
    says("f-1", "toxic");

    assertThat(pairs()).hasSize(1);
    assertThat(counted("duplicate")).isEqualTo(2);
    assertThat(counted("rejected")).isEqualTo(2);
  }

  @Test
  void secondLabelOfAnAnnotator_replacesTheFirst() {
    says("f-1", "toxic");
    judged("t-1", toxic("t-1"));
    says("f-2", "non_toxic", feedback -> feedback.setOccurredAt(Turns.NOON.plusSeconds(1)));
    // Given before the one that counts, and comes after it.
    says("f-3", "toxic");

    assertThat(pairs())
        .extracting(LabelPair::getHumanLabel, LabelPair::getCount)
        .containsExactly(tuple("toxic", 1), tuple("toxic", -1), tuple("non_toxic", 1));
    assertThat(counted("matched")).isEqualTo(3);
    assertThat(counted("replaced")).isEqualTo(2);
  }

  @Test
  void otherAnnotatorOrKind_isAnotherLabel() {
    judged("t-1", toxic("t-1"));
    says("f-1", "toxic");
    says("f-2", "toxic", feedback -> feedback.setAnnotator("bob"));
    says("f-3", "toxic", feedback -> feedback.setAnnotatorKind("code"));
    says("f-4", "thumbs_up", feedback -> feedback.setAnnotatorKind("user").setAnnotator(null));

    assertThat(pairs())
        .extracting(LabelPair::getAnnotatorKind, LabelPair::getCount)
        .containsExactly(tuple("human", 1), tuple("human", 1), tuple("code", 1), tuple("user", 1));
  }

  @Test
  void documents_areTargetsOfTheirOwn() {
    Evaluation first =
        Evaluation.newBuilder(toxic("t-1"))
            .setEvaluator("document_relevance")
            .setLabel("relevant")
            .setFailing(false)
            .setDocumentId("doc-1")
            .build();
    Evaluation second =
        Evaluation.newBuilder(first)
            .setDocumentId("doc-2")
            .setLabel("unrelated")
            .setFailing(true)
            .build();
    judged("t-1", first, second);

    for (String document : List.of("doc-2", "doc-1", "doc-3")) {
      says(
          "f-" + document,
          "relevant",
          feedback -> feedback.setEvaluator("document_relevance").setDocumentId(document));
    }

    assertThat(pairs())
        .extracting(LabelPair::getHumanLabel, LabelPair::getJudgeLabel)
        .containsExactly(tuple("relevant", "unrelated"), tuple("relevant", "relevant"));
    assertThat(counted("unmatched")).isEqualTo(1);
  }

  @Test
  void evaluationWithoutALabel_matchesNothing() {
    judged(
        "t-1",
        Evaluation.newBuilder(toxic("t-1"))
            .setOutcome("expired")
            .setLabel(null)
            .setFailing(null)
            .build());
    says("f-1", "toxic");

    // Nothing is kept of such a trace: its feedback waits in vain.
    assertThat(counted("waiting")).isEqualTo(1);
    match.after(DAY);
    assertThat(counted("unmatched")).isEqualTo(1);
    assertThat(pairs()).isEmpty();
  }

  @Test
  void feedbackOfAnotherApp_isADeadLetter() {
    says("f-1", "toxic", feedback -> feedback.setApp("other-bot"));
    judged("t-1", toxic("t-1"));

    assertThat(refusals()).containsExactly("other_app");
    assertThat(pairs()).isEmpty();
  }

  /// Neither before nor after the judgement does it take the id or a place of the app of the trace.
  @Test
  void feedbackOfAnotherApp_leavesNothingBehind() {
    says("f-1", "toxic", feedback -> feedback.setApp("other-bot"));
    judged("t-1", toxic("t-1"));
    says("f-2", "toxic", feedback -> feedback.setApp("other-bot"));
    says("f-1", "toxic");
    says("f-2", "thumbs_down", feedback -> feedback.setAnnotatorKind("user").setAnnotator(null));

    assertThat(refusals()).containsExactly("other_app", "other_app");
    assertThat(pairs()).hasSize(2);
    assertThat(counted("duplicate")).isZero();
  }

  @Test
  void moreExpiriesThanATickTakes_areCaughtUpWithSoon() {
    for (int n = 0; n <= MatchProcessor.MOST_EXPIRIES; n++) {
      judged("t-" + n, toxic("t-" + n));
    }
    assertThat(match.pace()).isEqualTo(MatchProcessor.TICK);

    match.after(DAY);
    assertThat(match.pace()).isEqualTo(MatchProcessor.SOON);

    match.after(MatchProcessor.SOON);
    assertThat(match.keys(StoreNames.LABELLED_TRACES)).isEmpty();
    assertThat(match.ticks()).isFalse();
  }

  @Test
  void floodOfFeedback_isBoundedByTrace() {
    judged("t-1", toxic("t-1"));
    for (int n = 0; n < MatchProcessor.MOST_FEEDBACK + 2; n++) {
      says("f-" + n, "toxic");
    }

    assertThat(refusals()).containsExactly("too_many", "too_many");
    assertThat(counted("matched")).isEqualTo(MatchProcessor.MOST_FEEDBACK);
  }

  @Test
  void traceThatIsJudgedAgain_keepsItsFirstLabels() {
    judged("t-1", toxic("t-1"));
    judged("t-1", Evaluations.passing("t-1", Turns.NOON));
    says("f-1", "toxic");

    assertThat(pairs()).extracting(LabelPair::getJudgeLabel).containsExactly("toxic");
  }

  @Test
  void expiredTrace_isTakenBackAndForgotten_afterARestart() {
    judged("t-1", toxic("t-1"));
    says("f-1", "toxic");
    says("f-2", "thumbs_down", feedback -> feedback.setAnnotatorKind("user"));
    match.after(DAY.minusSeconds(1));
    assertThat(pairs()).hasSize(2);

    match.restart(this::life);
    match.after(Duration.ofSeconds(1));

    assertThat(pairs()).extracting(LabelPair::getCount).containsExactly(1, 1, -1, -1);
    assertThat(match.keys(StoreNames.LABELLED_TRACES)).isEmpty();
    assertThat(match.keys(StoreNames.LABEL_EXPIRIES)).isEmpty();
    assertThat(match.ticks()).isFalse();
  }

  @Test
  void waitingFeedback_expiresAsUnmatched() {
    says("f-1", "toxic");
    match.restart(this::life);
    match.after(DAY);

    assertThat(counted("unmatched")).isEqualTo(1);
    assertThat(counted("waiting")).isZero();
    assertThat(match.keys(StoreNames.LABELLED_TRACES)).isEmpty();
  }

  @Test
  void judgement_beginsTheTimeAnew() {
    says("f-1", "toxic");
    match.after(Duration.ofHours(23));
    judged("t-1", toxic("t-1"));
    match.after(Duration.ofHours(23));
    assertThat(pairs()).extracting(LabelPair::getCount).containsExactly(1);

    match.after(Duration.ofHours(1));

    assertThat(pairs()).extracting(LabelPair::getCount).containsExactly(1, -1);
    assertThat(match.keys(StoreNames.LABEL_EXPIRIES)).isEmpty();
  }
}
