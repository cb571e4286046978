package io.evalstream.console.page;

import io.evalstream.console.archive.EmbeddedText;
import io.javalin.http.BadRequestResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The map of what was asked and found.
///
/// *How it works.* A map is made of the newest traces and kept for a few seconds, longer while
/// nothing new has come: making one takes a while, and many may look at it. One thread makes a map
/// at a time.
final class EmbeddingsPage {

  static final String PATH = "/embeddings";

  private static final int MOST_TRACES = 1_000;
  private static final long MOST_NUMBERS = 4_000_000;
  private static final int MOST_KEPT = 4;
  private static final Duration AT_LEAST = Duration.ofSeconds(5);
  private static final Duration AT_MOST = Duration.ofMinutes(1);

  private static final List<Last> TIMES =
      List.of(
          new Last("24h", Duration.ofHours(24)),
          new Last("6h", Duration.ofHours(6)),
          new Last("1h", Duration.ofHours(1)),
          new Last("15m", Duration.ofMinutes(15)));

  /// How far back a map goes.
  private record Last(String name, Duration time) {}

  /// Where the texts are.
  interface Texts {

    /// The newest traces with embeddings, question and documents, newest first.
    ///
    /// @param numbers most that the embeddings have together
    List<EmbeddedText> newest(
        @Nullable String app, @Nullable Instant from, int traces, long numbers);
  }

  /// Whose texts are shown, and how far back.
  private record Part(@Nullable String app, Last last) {}

  /// A map as it is shown; its vectors are gone.
  ///
  /// @param lengths of the embeddings of the part, to how many texts have it
  private record Kept(
      Part part,
      int dimensions,
      SortedMap<Integer, Integer> lengths,
      EmbeddingsView view,
      long revision,
      Instant madeAt) {}

  private final Texts texts;
  private final LongSupplier revision;
  private final Supplier<List<String>> apps;
  private final InstantSource clock;
  // Guarded by this.
  private final List<Kept> kept = new ArrayList<>();

  /// @param revision changes when there may be other texts
  EmbeddingsPage(
      Texts texts, LongSupplier revision, Supplier<List<String>> apps, InstantSource clock) {
    this.texts = texts;
    this.revision = revision;
    this.apps = apps;
    this.clock = clock;
  }

  Page page(Asked asked) {
    List<String> names = TIMES.stream().map(Last::name).toList();
    String name = asked.choice("last", names);
    Last last = TIMES.stream().filter(time -> time.name.equals(name)).findFirst().orElseThrow();
    @Nullable Integer dimensions = dimensions(asked.text("dimensions"));
    String app = asked.text("app");
    List<String> known = apps.get();
    EmbeddingsView view =
        app == null || known.contains(app)
            ? view(new Part(app, last), dimensions, known)
            : view(EmbeddingMap.of(List.of(), null), new Part(app, last), known);
    return Page.still("Embeddings", PATH, "embeddings", view);
  }

  /// One map is made at a time.
  private synchronized EmbeddingsView view(
      Part part, @Nullable Integer wanted, List<String> known) {
    Instant now = clock.instant();
    long newest = revision.getAsLong();
    kept.removeIf(it -> !stillGood(it, newest, now));
    return kept.stream()
        .filter(it -> it.part.equals(part))
        .filter(it -> it.dimensions == EmbeddingMap.shown(it.lengths, wanted))
        .findFirst()
        .map(Kept::view)
        .orElseGet(() -> make(part, wanted, known, newest, now));
  }

  private EmbeddingsView make(
      Part part, @Nullable Integer wanted, List<String> known, long newest, Instant now) {
    EmbeddingMap map =
        EmbeddingMap.of(
            texts.newest(part.app, now.minus(part.last.time), MOST_TRACES, MOST_NUMBERS), wanted);
    EmbeddingsView view = view(map, part, known);
    if (kept.size() >= MOST_KEPT) {
      kept.removeFirst();
    }
    kept.add(new Kept(part, map.dimensions(), map.lengths(), view, newest, now));
    return view;
  }

  private static EmbeddingsView view(EmbeddingMap map, Part part, List<String> known) {
    List<String> names = TIMES.stream().map(Last::name).toList();
    return EmbeddingsView.of(map, Choice.of(known, part.app), Choice.of(names, part.last.name));
  }

  private static boolean stillGood(Kept last, long revision, Instant now) {
    Duration age = Duration.between(last.madeAt, now);
    return age.compareTo(last.revision == revision ? AT_MOST : AT_LEAST) < 0;
  }

  private static @Nullable Integer dimensions(@Nullable String text) {
    try {
      return text == null ? null : Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw new BadRequestResponse("dimensions must be a whole number, was " + text);
    }
  }
}
