package io.evalstream.console.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.tuple;

import io.evalstream.event.Alert;
import io.evalstream.event.EvalRate;
import io.evalstream.event.Evaluation;
import io.evalstream.event.Feedback;
import io.evalstream.event.JudgedTrace;
import io.evalstream.topic.Partition;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {

  private static final Instant NOW = Instant.parse("2026-02-01T12:00:30Z");

  @TempDir private Path folder;
  private Archive archive;

  @BeforeEach
  void fill() throws ArchiveFault {
    archive = SampleArchive.fill(folder, NOW);
  }

  @AfterEach
  void close() {
    archive.close();
  }

  private void write(SpecificRecord... records) throws ArchiveFault {
    archive.write(new Batch(List.of(records), Map.of()));
  }

  private static TraceQuery traces(@Nullable String text, @Nullable String cursor, int limit) {
    return new TraceQuery(
        null, null, null, null, null, null, null, null, null, null, text, cursor, limit);
  }

  private static TraceQuery failing(@Nullable String evaluator, @Nullable Boolean failing) {
    return new TraceQuery(
        null, evaluator, null, failing, null, null, null, null, null, null, null, null, 1_000);
  }

  private static EvaluationQuery evaluations(
      @Nullable String evaluator, @Nullable Boolean failing, @Nullable String cursor, int limit) {
    return new EvaluationQuery(
        null, evaluator, null, failing, null, null, null, null, null, null, cursor, limit);
  }

  @Test
  void traces_comeNewestFirst_eachOnceOverAllParts() {
    List<TraceSummary> all = new ArrayList<>();
    String cursor = null;
    do {
      Listing<TraceSummary> part = archive.traces(traces(null, cursor, 100));
      all.addAll(part.items());
      cursor = part.next();
    } while (cursor != null);

    assertThat(all)
        .hasSize(360)
        .isSortedAccordingTo((a, b) -> b.occurredAt().compareTo(a.occurredAt()));
    assertThat(all.stream().map(TraceSummary::traceId).distinct()).hasSize(360);
  }

  @Test
  void aTrace_isAsItWasWritten_withItsMarks() throws ArchiveFault {
    JudgedTrace written =
        new SampleTrace("one", "docs-bot", NOW.minusSeconds(5), "Why?", "Because.", true).judged();
    write(written);

    assertThat(archive.trace("one")).contains(written);
    assertThat(archive.trace("none")).isEmpty();
    assertThat(archive.traces(traces("because", null, 5)).items().getFirst().marks())
        .containsExactly(
            new TraceSummary.Mark("conciseness", "expired", null, null, 1, 0),
            new TraceSummary.Mark("document_relevance", "judged", "irrelevant", true, 2, 1),
            new TraceSummary.Mark("faithfulness", "judged", "unfaithful", true, 1, 1));
  }

  @Test
  void theNewestRecordOfATrace_counts() throws ArchiveFault {
    SampleTrace first = new SampleTrace("x", "docs-bot", NOW, "Why?", "Aardvark.", true);
    SampleTrace second = new SampleTrace("x", "docs-bot", NOW, "Why?", "Zebra.", false);
    write(first.judgedAt(NOW), second.judgedAt(NOW.plusSeconds(1)), first.judgedAt(NOW));

    assertThat(archive.trace("x").orElseThrow().getEvent().getResponse()).isEqualTo("Zebra.");
    assertThat(archive.traces(traces("aardvark", null, 5)).items()).isEmpty();
    assertThat(archive.traces(traces("zebra", null, 5)).items()).hasSize(1);
    assertThat(archive.state().traces()).isEqualTo(361);
  }

  @Test
  void theSameAgain_changesNothing() throws ArchiveFault {
    List<TraceSummary> before = archive.traces(traces(null, null, 1_000)).items();
    SampleArchive.fill(folder, NOW).close();

    assertThat(archive.traces(traces(null, null, 1_000)).items()).isEqualTo(before);
    assertThat(archive.evaluations(evaluations(null, null, null, 9_999)).items()).hasSize(4 * 360);
    assertThat(archive.standingAlerts()).hasSize(2);
  }

  @Test
  void filtersOfAnEvaluation_holdOfOneEvaluationTogether() {
    Set<String> unfaithful = new HashSet<>();
    archive.traces(failing("faithfulness", true)).items().forEach(t -> unfaithful.add(t.traceId()));

    assertThat(unfaithful).hasSizeBetween(20, 60);
    assertThat(archive.traces(failing("conciseness", true)).items()).isEmpty();
    assertThat(archive.traces(failing("document_relevance", true)).items()).hasSize(360);
    assertThat(archive.evaluations(evaluations("faithfulness", true, null, 999)).items())
        .extracting(Evaluation::getTraceId)
        .containsExactlyInAnyOrderElementsOf(unfaithful);
  }

  @Test
  void words_areFoundInQuestionResponseDocumentAndExplanation_theLastOneUnfinished() {
    assertThat(archive.traces(traces("days of holi", null, 999)).items()).hasSize(360);
    assertThat(archive.traces(traces("canteen eleven", null, 999)).items()).hasSize(360);
    assertThat(archive.traces(traces("manager", null, 999)).items())
        .hasSameSizeAs(archive.traces(failing("faithfulness", true)).items());
    assertThat(archive.traces(traces("holi days", null, 999)).items()).isEmpty();
  }

  @Test
  void whatSomebodyTypes_isNeverSyntax() {
    for (String typed :
        List.of(
            "\"",
            "days\"",
            "NOT",
            "days NOT holiday OR (",
            "text:days",
            "*",
            "days*",
            "^days",
            "-days",
            "NEAR(a b)",
            "{a}",
            "\u0000",
            "a' or 1=1 --",
            "%",
            "")) {
      assertThat(archive.traces(traces(typed, null, 999)).items()).as(typed).isNotNull();
    }
    assertThat(archive.traces(traces("days AND holiday", null, 9)).items()).isEmpty();
    assertThat(archive.traces(traces("text:days", null, 9)).items()).isEmpty();
  }

  @Test
  void aCursorThatIsNone_isRefusedInClearWords() {
    for (String cursor : List.of("", "x", "AAAA", "!!")) {
      assertThatThrownBy(() -> archive.traces(traces(null, cursor, 10)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cursor must be what the list before gave as next");
    }
    String next = archive.evaluations(evaluations(null, null, null, 5)).next();
    assertThatThrownBy(() -> archive.traces(traces(null, next, 10)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> archive.traces(traces(null, null, 0)))
        .hasMessage("limit must be at least 1, was 0");
  }

  @Test
  void rates_comeOldestFirst_ofOneLengthAndSeries() {
    RateQuery query =
        new RateQuery(
            "docs-bot", "faithfulness", "all", "*", Duration.ofHours(1), null, null, null, 10);
    List<EvalRate> all = new ArrayList<>(archive.rates(query).items());
    String next = archive.rates(query).next();
    while (next != null) {
      Listing<EvalRate> part =
          archive.rates(
              new RateQuery(
                  "docs-bot",
                  "faithfulness",
                  "all",
                  "*",
                  Duration.ofHours(1),
                  null,
                  null,
                  next,
                  10));
      all.addAll(part.items());
      next = part.next();
    }

    assertThat(all)
        .hasSize(24)
        .extracting(EvalRate::getWindowStart)
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(archive.latestRates("docs-bot", "faithfulness")).hasSize(6).contains(all.getLast());
  }

  @Test
  void ofAWindow_theLastRevisionCounts_andALiveValueNoMoreAfterTheFinalOne() throws ArchiveFault {
    Instant start = Instant.parse("2026-02-01T11:59:00Z");
    EvalRate.Builder rate =
        SampleRates.of("new-bot", "faithfulness", Duration.ofMinutes(1), start, 10, 1);
    EvalRate live = EvalRate.newBuilder(rate).setFinal$(false).setUpdatedAt(NOW).build();
    EvalRate revised = EvalRate.newBuilder(rate).setRevision(1).setJudged(11).build();
    write(live, EvalRate.newBuilder(rate).build(), revised, live);

    assertThat(archive.latestRates("new-bot", null)).containsExactly(revised);
  }

  @Test
  void aRateWithoutALabel_isNotTheLatest() throws ArchiveFault {
    Instant start = Instant.parse("2026-02-01T11:58:00Z");
    Duration minute = Duration.ofMinutes(1);
    EvalRate judged = SampleRates.of("new-bot", "faithfulness", minute, start, 10, 1).build();
    write(
        judged,
        SampleRates.of("new-bot", "faithfulness", minute, start.plus(minute), 0, 0).build());

    assertThat(archive.latestRates("new-bot", "faithfulness")).containsExactly(judged);
    assertThat(archive.evaluators()).containsEntry("new-bot", List.of("faithfulness"));
  }

  @Test
  void standingAlerts_areTheNewestOfEach_thoseThatFireFirst() {
    assertThat(archive.standingAlerts())
        .extracting(Alert::getApp, Alert::getState)
        .containsExactly(tuple("support-bot", "firing"), tuple("docs-bot", "resolved"));
    assertThat(
            archive
                .alerts(new AlertQuery("docs-bot", null, null, null, null, null, null, 10))
                .items())
        .extracting(Alert::getState)
        .containsExactly("resolved", "firing", "pending");
  }

  @Test
  void labelsOfPeople_areWithTheirTrace() {
    assertThat(archive.feedback("trace-0012"))
        .extracting(Feedback::getAnnotator)
        .containsExactly("kim");
    assertThat(archive.feedback("trace-0013")).isEmpty();
  }

  @Test
  void values_areAllOfAColumn_sorted() {
    assertThat(archive.values("app"))
        .containsExactly("docs-bot", "shopping-assistant", "support-bot");
    assertThat(archive.values("label"))
        .containsExactly("faithful", "irrelevant", "relevant", "unfaithful");
    assertThat(archive.values("diagnosis")).containsExactly("ok", "ungrounded");
    assertThatThrownBy(() -> archive.values("1; drop table traces"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theUseOfAJudge_isSummedOverItsJudgements() {
    JudgeUse use = archive.judgeUse(Duration.ofDays(2)).getFirst();

    assertThat(use.evaluations()).isEqualTo(4 * 360);
    assertThat(use.outcomes()).isEqualTo(Map.of("judged", 3 * 360L, "expired", 360L));
    assertThat(use.inputTokens()).isEqualTo(4 * 360 * 640);
    assertThat(use.costUsd()).isCloseTo(3 * 360 * 0.0002, offset(1e-9));
    assertThat(use.unpriced()).isZero();
    assertThat(use.medianMillis()).isBetween(800L, use.p95Millis());
  }

  @Test
  void embeddings_areThoseOfTheNewestTraces() {
    assertThat(archive.embeddings(null, null, 10, 1_000))
        .hasSize(30)
        .allSatisfy(text -> assertThat(text.vector()).hasSize(4))
        .first()
        .extracting(EmbeddedText::traceId)
        .isEqualTo("trace-0000");
    assertThat(archive.embeddings("docs-bot", NOW.minusSeconds(3_600), 999, 1_000))
        .allSatisfy(text -> assertThat(text.app()).isEqualTo("docs-bot"))
        .hasSize(15)
        .filteredOn(text -> "canteen".equals(text.documentId()))
        .allSatisfy(text -> assertThat(text.label()).isEqualTo("irrelevant"))
        .hasSize(5);
    // Vectors of four numbers.
    assertThat(archive.embeddings(null, null, 10, 11)).hasSize(2);
  }

  @Test
  void offsets_areThoseOfTheLastBatch_alsoInTheNextLife() throws ArchiveFault {
    Partition partition = new Partition("t", 3);
    archive.write(new Batch(List.of(), Map.of(partition, 41L)));
    archive.write(new Batch(List.of(), Map.of(partition, 42L)));
    archive.close();
    archive.check();

    assertThat(archive.offsets()).containsEntry(partition, 42L).hasSize(2);
    assertThat(archive.state().traces()).isEqualTo(360);
  }

  @Test
  void aFileOfAnotherCluster_isMadeAnew() throws ArchiveFault {
    archive.close();
    Retention retention = new Retention(Duration.ofDays(1), 1L << 30);
    try (Archive other = new Archive(retention, InstantSource.fixed(NOW))) {
      other.locate(folder.resolve("console.sqlite"), "another");
      other.check();

      assertThat(other.offsets()).isEmpty();
      assertThat(other.state().traces()).isZero();
    }
  }
}
