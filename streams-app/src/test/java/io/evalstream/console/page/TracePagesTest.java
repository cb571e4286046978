package io.evalstream.console.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evalstream.console.archive.Archive;
import io.evalstream.console.archive.ArchiveFault;
import io.evalstream.console.archive.Batch;
import io.evalstream.console.archive.SampleArchive;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.javalin.http.NotFoundResponse;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pages over an archive with a day of traces in it.
class TracePagesTest {

  private static final Instant NOW = Stories.NOON.plusSeconds(3_600);

  @TempDir private Path folder = Path.of("");
  private Archive archive;
  private TracePages pages;
  private EvaluatorPages evaluators;

  @BeforeEach
  void fill() throws ArchiveFault {
    archive = SampleArchive.fill(folder, NOW);
    archive.write(
        new Batch(
            List.of(Stories.UNGROUNDED, Stories.HOSTILE, Stories.BARE, Stories.PERSON), Map.of()));
    EvaluatorLibrary library = EvaluatorLibrary.builtIn();
    pages = new TracePages(archive, library, InstantSource.fixed(NOW));
    evaluators =
        new EvaluatorPages(archive, new AskedEvaluators(library, Map.of(), Map.of(), Map.of()));
  }

  @AfterEach
  void close() {
    archive.close();
  }

  @Test
  void list_isReadToItsEndByItsLinks() {
    List<String> traces = new ArrayList<>();
    @Nullable String next = "/traces?app=docs-bot";
    while (next != null) {
      TracesView part = list(query(next));
      part.rows().forEach(row -> traces.add(row.address()));
      next = part.older();
    }

    assertThat(traces).hasSize(120).doesNotHaveDuplicates();
  }

  @Test
  void filter_findsByWordsAndByEvaluation() {
    assertThat(list(Map.of("text", "courier hour")).rows())
        .extracting(TracesView.Row::address)
        .containsExactly("/traces/trace-ungrounded");
    assertThat(
            list(Map.of("evaluator", "faithfulness", "failing", "true", "app", "shop-bot")).rows())
        .extracting(row -> row.diagnosis().text())
        .containsExactly("ungrounded");
    assertThat(list(Map.of("diagnosis", "nothing like it")).advice())
        .contains("Take a filter away");
  }

  /// It has a rate and alerts like an evaluator, and no evaluations.
  @Test
  void diagnosis_isAskedForLikeAnEvaluator() {
    Map<String, String> failing = Map.of("evaluator", "diagnosis", "failing", "true");

    assertThat(list(failing).rows())
        .isNotEmpty()
        .extracting(row -> row.diagnosis().text())
        .doesNotContain("ok");
    assertThat(list(Map.of("evaluator", "diagnosis", "failing", "false")).rows())
        .isNotEmpty()
        .extracting(row -> row.diagnosis().text())
        .containsOnly("ok");
    assertThat(list(Map.of("evaluator", "diagnosis", "label", "ungrounded")).rows())
        .isNotEmpty()
        .extracting(row -> row.diagnosis().text())
        .containsOnly("ungrounded");
    // Nothing was judged in it.
    assertThat(list(failing).rows())
        .extracting(TracesView.Row::address)
        .doesNotContain(PageAddress.trace(Stories.BARE.getTraceId()));
  }

  @Test
  void everyTraceOfTheList_hasItsPage() {
    List<TracesView.Row> rows = list(Map.of()).rows();

    assertThat(rows).hasSize(50);
    for (TracesView.Row row : rows.subList(0, 10)) {
      Page page = pages.trace(asked(row.address()));
      assertThat(write(page)).contains("<h1", row.app());
    }
  }

  @Test
  void traceWithAHostileId_isFoundByItsAddress() {
    String address = PageAddress.trace(Stories.HOSTILE.getTraceId());

    assertThat(((TraceView) pages.trace(Asked.query(query(address))).view()).traceId())
        .isEqualTo(Stories.HOSTILE.getTraceId());
  }

  @Test
  void labelsOfPeople_areAPartOfTheirOwn() {
    Page page = pages.labels(Asked.query(query(PageAddress.labels("trace-ungrounded"))));

    assertThat(write(page))
        .startsWith("<section class=\"card\" id=\"labels\"")
        .contains("ada (reviewer)");
  }

  @Test
  void traceThatIsNotThere_isSaidToBePerhapsTooOld() {
    Asked asked = new Asked(Map.of("trace_id", "nobody"), Map.of());

    assertThatThrownBy(() -> pages.trace(asked))
        .isInstanceOf(NotFoundResponse.class)
        .hasMessageContaining("older than console.retention");
  }

  @Test
  void prompt_isThatOfTheNewestTraceOrOfTheOneAskedFor() {
    Page newest = evaluators.definition(new Asked(Map.of("id", "faithfulness"), Map.of()));
    Page chosen =
        evaluators.definition(
            new Asked(Map.of("id", "hallucination"), Map.of("trace", "trace-ungrounded")));
    Page none =
        evaluators.definition(new Asked(Map.of("id", "faithfulness"), Map.of("trace", "nobody")));

    assertThat(write(newest)).contains("trace-0000");
    assertThat(write(chosen)).contains("Can I return shoes that I have worn once?");
    assertThat(write(none)).contains("The console has no judged trace &#39;nobody&#39;.");
    assertThatThrownBy(() -> evaluators.definition(new Asked(Map.of("id", "nobody"), Map.of())))
        .isInstanceOf(NotFoundResponse.class);
  }

  private TracesView list(Map<String, String> query) {
    return (TracesView) pages.list(Asked.query(query)).view();
  }

  private static Asked asked(String address) {
    return address.startsWith("/traces/")
        ? new Asked(Map.of("trace_id", address.substring("/traces/".length())), Map.of())
        : Asked.query(query(address));
  }

  private static Map<String, String> query(String address) {
    Map<String, String> query = new HashMap<>();
    for (String part : URI.create(address).getRawQuery().split("&", -1)) {
      String[] pair = part.split("=", 2);
      query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
    }
    return query;
  }

  private static String write(Page page) {
    return new Templates().write(page.template(), page.view());
  }
}
