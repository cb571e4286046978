package io.evalstream.console.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the page of embeddings shows.
///
/// @param empty whether there are no embeddings
/// @param summary what is on the map, in a sentence
/// @param shown how much of the variance the map shows
/// @param leftOut what is not on the map; null when all is
/// @param severalLengths whether there are embeddings of several lengths to choose from
record EmbeddingsView(
    boolean empty,
    List<Choice> apps,
    List<Choice> times,
    boolean severalLengths,
    List<Choice> lengths,
    String summary,
    String shown,
    @Nullable String leftOut,
    int width,
    int height,
    MapDrawing drawing,
    List<Group> groups,
    List<Outlier> outliers) {

  private static final int MOST_OUTLIERS = 10;

  /// @param typical the text nearest to the middle of the group
  record Group(String letter, String questions, String documents, String typical, String link) {}

  /// @param far how far it lies from the middle of all
  record Outlier(
      String kind, String text, String far, String failing, String traces, String link) {}

  static EmbeddingsView of(EmbeddingMap map, List<Choice> apps, List<Choice> times) {
    List<Choice> lengths =
        Choice.of(
            map.lengths().keySet().stream().map(String::valueOf).toList(),
            String.valueOf(map.dimensions()));
    return new EmbeddingsView(
        map.spots().isEmpty(),
        apps,
        times,
        lengths.size() > 1,
        lengths,
        summary(map),
        shown(map),
        map.leftOut() == 0 ? null : leftOut(map),
        MapDrawing.WIDTH,
        MapDrawing.HEIGHT,
        MapDrawing.of(map),
        groups(map),
        map.outliers(MOST_OUTLIERS).stream().map(EmbeddingsView::outlier).toList());
  }

  private static String summary(EmbeddingMap map) {
    long questions = map.spots().stream().filter(EmbeddingSpot::isQuestion).count();
    return "%s questions and %s documents, each text once, with embeddings of %s numbers."
        .formatted(
            Numbers.count(questions),
            Numbers.count(map.spots().size() - questions),
            Numbers.count(map.dimensions()));
  }

  private static String shown(EmbeddingMap map) {
    return "The map shows %s of the variance: %s from left to right, %s from bottom to top."
        .formatted(
            Numbers.percent(map.plane().share()),
            Numbers.percent(map.plane().xShare()),
            Numbers.percent(map.plane().yShare()));
  }

  private static String leftOut(EmbeddingMap map) {
    return "%s embeddings of another length are not on the map: they come from another model."
        .formatted(Numbers.count(map.leftOut()));
  }

  private static List<Group> groups(EmbeddingMap map) {
    List<Group> groups = new ArrayList<>();
    for (int i = 0; i < map.groups().middles().size(); i++) {
      List<EmbeddingSpot> members = map.members(i);
      EmbeddingSpot typical = map.typical(i);
      groups.add(
          new Group(
              MapDrawing.letter(i),
              SpotText.share(members.stream().filter(EmbeddingSpot::isQuestion).toList()),
              SpotText.share(members.stream().filter(spot -> !spot.isQuestion()).toList()),
              SpotText.beginning(typical),
              PageAddress.trace(typical.traceId())));
    }
    return groups;
  }

  private static Outlier outlier(EmbeddingMap.Outlier outlier) {
    EmbeddingSpot spot = outlier.spot();
    return new Outlier(
        SpotText.kind(spot),
        SpotText.beginning(spot),
        String.format(Locale.ROOT, "%.2f times", outlier.times()),
        SpotText.failing(List.of(spot)),
        SpotText.traces(spot.times()),
        PageAddress.trace(spot.traceId()));
  }
}
