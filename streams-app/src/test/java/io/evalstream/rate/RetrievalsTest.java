package io.evalstream.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evalstream.event.RetrievalQuality;
import io.evalstream.state.Ranking;
import io.evalstream.state.RetrievalSums;
import io.evalstream.stats.Normal;
import io.evalstream.stats.RateEstimate;
import io.evalstream.stats.RateSums;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetrievalsTest {

  private static final Ranking FIRST = new Ranking(List.of(true, false), 2);
  private static final Ranking SECOND = new Ranking(List.of(false, true), 2);
  private static final Ranking NOTHING = new Ranking(List.of(), 0);
  private static final double EXACT = 1e-12;

  /// One retrieval that is first, ten that are second (one with p = 0.1), one that is empty.
  /// Precision (0.5 + 10 x 0.5) / 12, hit (1 + 10) / 12, MRR (1 + 10 / 2) / 12, NDCG (1 + 10 /
  /// log2(3)) / 12 with log2(3) = 1.584962500721156.
  @Test
  void quality_isTheWeightedMean() {
    RetrievalQuality quality = Retrievals.quality(sums());

    assertThat(quality.getQueries()).isEqualTo(3);
    assertThat(quality.getEmpty()).isEqualTo(1);
    assertThat(quality.getPrecision().getValue()).isCloseTo(5.5 / 12, within(EXACT));
    assertThat(quality.getHit().getValue()).isCloseTo(11.0 / 12, within(EXACT));
    assertThat(quality.getReciprocalRank().getValue()).isCloseTo(0.5, within(EXACT));
    assertThat(quality.getNdcgReturned().getValue())
        .isCloseTo((1 + 10 / 1.584962500721156) / 12, within(EXACT));
  }

  @Test
  void interval_isThatOfGradedScores() {
    RateEstimate graded =
        RateSums.EMPTY.plus(1, 1).plus(10, 0.5).plus(1, 0).estimate(Normal.Z_95, 1, true);

    RetrievalQuality quality = Retrievals.quality(sums());

    assertThat(quality.getReciprocalRank().getLow()).isEqualTo(graded.low());
    assertThat(quality.getReciprocalRank().getHigh()).isEqualTo(graded.high());
  }

  private static RetrievalSums sums() {
    RetrievalSums sums = Retrievals.plus(Retrievals.empty(2), FIRST, 1);
    return Retrievals.plus(Retrievals.plus(sums, SECOND, 10), NOTHING, 1);
  }

  @Test
  void missingLabelAmongTheFirst_skipsTheRetrieval() {
    RetrievalSums sums = Retrievals.plus(Retrievals.empty(2), new Ranking(List.of(true), 3), 1);

    RetrievalQuality quality = Retrievals.quality(sums);

    assertThat(quality.getSkipped()).isEqualTo(1);
    assertThat(quality.getQueries()).isZero();
    assertThat(quality.getPrecision().getValue()).isNull();
    assertThat(quality.getPrecision().getHigh()).isEqualTo(1);
  }

  @Test
  void missingLabelBehindTheFirst_doesNotMatter() {
    RetrievalSums sums =
        Retrievals.plus(Retrievals.empty(2), new Ranking(List.of(true, true), 9), 1);

    assertThat(Retrievals.quality(sums).getPrecision().getValue()).isEqualTo(1);
    assertThat(Retrievals.quality(sums).getSkipped()).isZero();
  }

  /// What is relevant behind the labels is not known, so neither is the best order; whether it
  /// would matter does not decide. Of the other retrieval, whose list is whole, the gain is 1 /
  /// log2(3).
  @Test
  void missingLabelBehindTheFirst_leavesOutTheDiscountedGain() {
    RetrievalSums sums = Retrievals.plus(Retrievals.empty(2), SECOND, 1);
    sums = Retrievals.plus(sums, new Ranking(List.of(true, false), 9), 10);
    sums = Retrievals.plus(sums, new Ranking(List.of(false, false, true), 9), 10);
    sums = Retrievals.plus(sums, new Ranking(List.of(true, true), 9), 10);

    RetrievalQuality quality = Retrievals.quality(sums);

    assertThat(quality.getQueries()).isEqualTo(4);
    assertThat(quality.getNdcgQueries()).isEqualTo(1);
    assertThat(quality.getNdcgReturned().getValue())
        .isCloseTo(1 / 1.584962500721156, within(EXACT));
    assertThat(quality.getPrecision().getValue()).isCloseTo((0.5 + 5 + 10) / 31, within(EXACT));
  }

  /// Labels to the end of the list: one of the two relevant documents is behind the first two
  /// ranks, so the best order has 1 + 1 / log2(3), and this one 1.
  @Test
  void relevantBehindTheFirst_isInTheBestOrder() {
    RetrievalSums sums =
        Retrievals.plus(Retrievals.empty(2), new Ranking(List.of(true, false, true), 3), 1);

    assertThat(Retrievals.quality(sums).getNdcgReturned().getValue())
        .isCloseTo(1 / (1 + 1 / 1.584962500721156), within(EXACT));
  }

  /// Fewer documents than k, all with labels: the ranks that are not there are not relevant.
  @Test
  void shortList_isWhole() {
    RetrievalSums sums = Retrievals.plus(Retrievals.empty(5), FIRST, 1);

    assertThat(Retrievals.quality(sums).getQueries()).isEqualTo(1);
    assertThat(Retrievals.quality(sums).getPrecision().getValue()).isEqualTo(0.2);
  }
}
