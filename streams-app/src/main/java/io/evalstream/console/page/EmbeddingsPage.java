package io.evalstream.console.page;

import io.evalstream.console.archive.EmbeddedText;
import io.javalin.http.BadRequestResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private static final int MOST_KEPT = 16;
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
    List<EmbeddedText> newest(@Nullable String app, @Nullable Instant from, int traces);
  }

  private record Wish(@Nullable String app, Last last, @Nullable Integer dimensions) {}

  private record Kept(EmbeddingMap map, long revision, Instant madeAt) {}

  private final Texts texts;
  private final LongSupplier revision;
  private final Supplier<List<String>> apps;
  private final InstantSource clock;
  // Guarded by this.
  private final Map<Wish, Kept> kept = new LinkedHashMap<>();

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
    Wish wish = new Wish(asked.text("app"), last, dimensions(asked.text("dimensions")));
    EmbeddingsView view =
        EmbeddingsView.of(map(wish), Choice.of(apps.get(), wish.app), Choice.of(names, name));
    return Page.still("Embeddings", PATH, "embeddings", view);
  }

  private synchronized EmbeddingMap map(Wish wish) {
    Instant now = clock.instant();
    long newest = revision.getAsLong();
    Kept last = kept.get(wish);
    if (last != null && stillGood(last, newest, now)) {
      return last.map;
    }
    EmbeddingMap map =
        EmbeddingMap.of(
            texts.newest(wish.app, now.minus(wish.last.time), MOST_TRACES), wish.dimensions);
    kept.remove(wish);
    if (kept.size() >= MOST_KEPT) {
      kept.remove(kept.keySet().iterator().next());
    }
    kept.put(wish, new Kept(map, newest, now));
    return map;
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
