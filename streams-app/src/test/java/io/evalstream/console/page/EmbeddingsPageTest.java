package io.evalstream.console.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evalstream.console.archive.EmbeddedText;
import io.javalin.http.BadRequestResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EmbeddingsPageTest {

  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  private final List<EmbeddedText> texts = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private long revision;
  private Instant now = NOON;
  private final EmbeddingsPage page =
      new EmbeddingsPage(
          (app, from, traces, numbers) -> {
            calls.add(app + " from " + from);
            return List.copyOf(texts);
          },
          () -> revision,
          () -> List.of("docs-bot", "support-bot"),
          () -> now);

  @Test
  void nothing_saysWhatToSend() {
    String html = html(Map.of());

    assertThat(html).contains("No embeddings here", "query_embedding", "docs/connect.md");
    assertThat(html).doesNotContain("<svg");
  }

  @Test
  void eachText_isOneMark_andLeadsToATraceThatFailed() {
    texts.add(question("t-3", "Where?", "ok", 0, 0));
    texts.add(question("t-2", "Where?", "retrieval_miss", 0, 0));
    texts.add(question("t-1", "Where?", "retrieval_miss", 0, 0));
    texts.add(question("t-0", "When?", "unknown", 4, 0));
    texts.add(document("t-3", "doc-1", "Here.", false, 0, 2));

    String html = html(Map.of());

    assertThat(html)
        .contains("2 questions and 1 documents")
        .contains(
            "<a href=\"/traces/t-2\" tabindex=\"-1\"><title>Question to docs-bot, in 3 traces, 2 of"
                + " 3 failing: Where?</title><circle class=\"spot spot--fail\"")
        .contains("not judged: When?</title><circle class=\"spot spot--none\"")
        .contains("0 of 1 failing: [doc-1] Here.</title><rect class=\"spot spot--pass\"");
  }

  @Test
  void scale_isTheSameBothWays() {
    texts.add(question("t-1", "a", "ok", 0, 0));
    texts.add(question("t-2", "b", "ok", 3, 4));
    texts.add(question("t-3", "c", "ok", 6, 8));

    MapDrawing drawing = MapDrawing.of(EmbeddingMap.of(texts, null));

    assertThat(drawing.marks()).extracting(MapDrawing.Mark::x).contains("22.0", "320.0", "618.0");
    assertThat(drawing.marks()).extracting(MapDrawing.Mark::y).containsOnly("170.0");
  }

  @Test
  void otherLengths_areToldAndCanBeChosen() {
    texts.add(question("t-1", "two", "ok", 0, 1));
    texts.add(question("t-2", "also two", "ok", 1, 1));
    texts.add(question("t-3", "three", "ok", 1, 1, 1));

    assertThat(html(Map.of()))
        .contains("embeddings of 2 numbers", "1 embeddings of another length", "also two")
        .doesNotContain("three");
    assertThat(html(Map.of("dimensions", "3"))).contains("three").doesNotContain("also two");
  }

  @Test
  void groups_countWhatFails() {
    for (int i = 0; i < 4; i++) {
      texts.add(question("good-" + i, "good " + i, "ok", 0, i));
      texts.add(question("bad-" + i, "bad " + i, "ungrounded", 100, i));
    }
    EmbeddingMap map = EmbeddingMap.of(texts, null);

    assertThat(map.groups().clusterOf()).hasSize(8);
    assertThat(SpotText.share(badOnes(map))).isEqualTo("4 of 4 failing");
  }

  private static List<EmbeddingSpot> badOnes(EmbeddingMap map) {
    return map.spots().stream().filter(spot -> spot.text().startsWith("bad")).toList();
  }

  @Test
  void farthestText_isFirst() {
    texts.add(question("t-1", "near", "ok", 0, 0));
    texts.add(question("t-2", "near too", "ok", 1, 0));
    texts.add(question("t-3", "far", "ok", 20, 0));

    // From the middle, 7: 7, 6 and 13, on average 26 / 3.
    assertThat(EmbeddingMap.of(texts, null).outliers(1).getFirst())
        .satisfies(
            outlier -> {
              assertThat(outlier.spot().text()).isEqualTo("far");
              assertThat(outlier.times()).isCloseTo(1.5, org.assertj.core.data.Offset.offset(1e-6));
            });
  }

  @Test
  void textsOfUsers_areText() {
    texts.add(question("<t>", "<script>alert(1)</script>\u202e", "ok", 0, 0));

    assertThat(html(Map.of()))
        .doesNotContain("<script", "\u202e")
        .contains("&lt;script&gt;", "[U+202E]", "/traces/%3Ct%3E");
  }

  @Test
  void map_isKeptForAWhile_longerWhileNothingIsNew() {
    html(Map.of());
    now = NOON.plusSeconds(4);
    revision = 1;
    html(Map.of());
    assertThat(calls).hasSize(1);

    now = NOON.plusSeconds(6);
    html(Map.of());
    now = NOON.plusSeconds(60);
    html(Map.of());
    assertThat(calls).hasSize(2);

    html(Map.of("app", "docs-bot", "last", "1h"));
    assertThat(calls)
        .hasSize(3)
        .last()
        .isEqualTo("docs-bot from " + now.minus(Duration.ofHours(1)));
  }

  /// What anybody can write into an address must not cost a map each.
  @Test
  void appsAndLengthsThatAreNotThere_makeNoMap() {
    texts.add(question("t-1", "two", "ok", 0, 1));

    html(Map.of());
    for (int i = 3; i < 30; i++) {
      assertThat(html(Map.of("dimensions", String.valueOf(i)))).contains("embeddings of 2 numbers");
    }
    assertThat(html(Map.of("app", "nobody"))).contains("No embeddings here");

    assertThat(calls).hasSize(1);
  }

  @Test
  void fewMapsAreKept() {
    for (String last : List.of("24h", "6h", "1h", "15m", "24h")) {
      html(Map.of("last", last));
    }
    assertThat(calls).hasSize(4);

    html(Map.of("app", "docs-bot"));
    html(Map.of("last", "24h"));
    assertThat(calls).hasSize(6);
  }

  @Test
  void otherTimes_areRefused() {
    assertThatThrownBy(() -> html(Map.of("last", "1y"))).isInstanceOf(BadRequestResponse.class);
    assertThatThrownBy(() -> html(Map.of("dimensions", "x")))
        .isInstanceOf(BadRequestResponse.class)
        .hasMessage("dimensions must be a whole number, was x");
  }

  private String html(Map<String, String> query) {
    Page shown = page.page(Asked.query(query));
    return new Templates().write(shown.template(), shown.view());
  }

  private static EmbeddedText question(
      String traceId, String text, String diagnosis, float... vector) {
    return text(traceId, null, text, diagnosis, null, vector);
  }

  private static EmbeddedText document(
      String traceId, String documentId, String text, @Nullable Boolean failing, float... vector) {
    return text(traceId, documentId, text, "ok", failing, vector);
  }

  private static EmbeddedText text(
      String traceId,
      @Nullable String documentId,
      String text,
      String diagnosis,
      @Nullable Boolean failing,
      float... vector) {
    return new EmbeddedText(
        traceId, "docs-bot", documentId, text, diagnosis, null, failing, NOON, vector);
  }
}
