package io.evalstream.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.gate.Decision.Verdict;
import io.evalstream.gate.Reason.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GatePolicyTest {

  private static final BlockRule FAITHFULNESS =
      new BlockRule("faithfulness", Set.of("unfaithful"), false, Documents.ANY);
  private static final BlockRule TOXICITY =
      new BlockRule("toxicity", Set.of("toxic"), false, Documents.ANY);

  private static final GateLabel FAITHFUL = label("faithfulness", "", "faithful");
  private static final GateLabel UNFAITHFUL = label("faithfulness", "", "unfaithful");
  private static final GateLabel POLITE = label("toxicity", "", "non_toxic");
  private static final GateLabel UNLABELLED = label("toxicity", "", null);

  private static GateLabel label(String evaluator, String document, @Nullable String label) {
    String outcome = label == null ? "provider_error" : "judged";
    return new GateLabel(evaluator + document, evaluator, document, outcome, label, "Because.");
  }

  private static GateLabel document(String id, @Nullable String label) {
    return label("document_relevance", id, label);
  }

  private static GatePolicy policy(Fallback undecided, Fallback unsampled, BlockRule... rules) {
    return new GatePolicy(List.of(rules), undecided, unsampled, Duration.ofSeconds(1));
  }

  private static Decision decide(GatePolicy policy, TraceLabels trace) {
    return policy.decide(trace, evaluator -> false);
  }

  private static Decision open(TraceLabels trace) {
    return decide(policy(Fallback.PASS, Fallback.PASS, FAITHFULNESS, TOXICITY), trace);
  }

  private static TraceLabels trace(GateLabel... labels) {
    return TraceLabels.NONE.with(List.of(labels));
  }

  @Test
  void pass_needsALabelOfEveryRule() {
    assertThat(open(trace(FAITHFUL)).verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(open(trace(FAITHFUL)).isFinal()).isFalse();
    assertThat(open(trace(FAITHFUL, POLITE)).verdict()).isEqualTo(Verdict.PASS);
    assertThat(open(trace(FAITHFUL, POLITE)).isFinal()).isTrue();
  }

  @Test
  void block_isSaidBeforeTheOthersAreIn() {
    Decision decision = open(trace(UNFAITHFUL));

    assertThat(decision.verdict()).isEqualTo(Verdict.BLOCK);
    assertThat(decision.allowed()).isFalse();
    assertThat(decision.isFinal()).isTrue();
    assertThat(decision.reasons())
        .extracting(Reason::finding)
        .containsExactly(Finding.BLOCKS, Finding.AWAITED);
  }

  @Test
  void judgementWithoutLabel_decidesNothing_andStillWaitsForABlock() {
    assertThat(open(trace(UNLABELLED)).isFinal()).isFalse();
    assertThat(open(trace(UNLABELLED, UNFAITHFUL)).verdict()).isEqualTo(Verdict.BLOCK);

    Decision ended = open(trace(UNLABELLED, FAITHFUL));

    assertThat(ended.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(ended.isFinal()).isTrue();
  }

  @Test
  void undecided_isAllowedAsThePolicySays() {
    GatePolicy open = policy(Fallback.PASS, Fallback.BLOCK, FAITHFULNESS);
    GatePolicy closed = policy(Fallback.BLOCK, Fallback.PASS, FAITHFULNESS);
    TraceLabels nothing = TraceLabels.NONE;
    TraceLabels unsampled = TraceLabels.NONE.completedWith(0);

    assertThat(decide(open, nothing).allowed()).isTrue();
    assertThat(decide(open, unsampled).allowed()).isFalse();
    assertThat(decide(closed, nothing).allowed()).isFalse();
    assertThat(decide(closed, unsampled).allowed()).isTrue();
  }

  @Test
  void everyMissingLabel_hasToBeAllowed() {
    GatePolicy policy = policy(Fallback.BLOCK, Fallback.PASS, FAITHFULNESS, TOXICITY);

    Decision decision = decide(policy, trace(UNLABELLED).completedWith(0));

    assertThat(decision.reasons())
        .extracting(Reason::finding)
        .containsExactly(Finding.NOT_ASKED, Finding.NO_LABEL);
    assertThat(decision.allowed()).isFalse();
  }

  @Test
  void traceThatIsNotSampled_isDecidedAtOnce() {
    GatePolicy policy = policy(Fallback.BLOCK, Fallback.PASS, FAITHFULNESS, TOXICITY);

    Decision decision = policy.decide(TraceLabels.NONE, evaluator -> true);

    assertThat(decision.verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(decision.isFinal()).isTrue();
    assertThat(decision.allowed()).isTrue();
  }

  @Test
  void labelThatIsThere_countsWhateverTheSamplingSays() {
    GatePolicy policy = policy(Fallback.PASS, Fallback.PASS, FAITHFULNESS);

    assertThat(policy.decide(trace(UNFAITHFUL), evaluator -> true).verdict())
        .isEqualTo(Verdict.BLOCK);
  }

  @Test
  void anyDocument_blocksAtOnce_andPassesWhenAllAreIn() {
    GatePolicy policy = documents(Documents.ANY);
    TraceLabels good = trace(document("a", "relevant"), document("b", "relevant"));

    assertThat(decide(policy, trace(document("a", "irrelevant"))).verdict())
        .isEqualTo(Verdict.BLOCK);
    assertThat(decide(policy, good).isFinal()).isFalse();
    assertThat(decide(policy, good.completedWith(3)).isFinal()).isFalse();
    assertThat(decide(policy, good.completedWith(2)).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void allDocuments_passWithOneGoodOne_andBlockWhenAllAreIn() {
    GatePolicy policy = documents(Documents.ALL);
    TraceLabels bad = trace(document("a", "irrelevant"), document("b", "irrelevant"));

    assertThat(decide(policy, trace(document("a", "relevant"))).verdict()).isEqualTo(Verdict.PASS);
    assertThat(decide(policy, bad).isFinal()).isFalse();
    assertThat(decide(policy, bad.completedWith(2)).verdict()).isEqualTo(Verdict.BLOCK);
    assertThat(decide(policy, bad.with(List.of(document("b", null))).completedWith(2)).verdict())
        .isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void traceWithoutDocuments_isUndecidedAtOnce() {
    Decision decision = decide(documents(Documents.ANY), TraceLabels.NONE.completedWith(0));

    assertThat(decision.isFinal()).isTrue();
    assertThat(decision.reasons())
        .extracting(Reason::detail)
        .containsExactly("the trace has no documents");
  }

  private static GatePolicy documents(Documents documents) {
    return policy(
        Fallback.PASS,
        Fallback.PASS,
        new BlockRule("document_relevance", Set.of("irrelevant"), true, documents));
  }
}
