package io.evalstream.alert;

import io.evalstream.alert.rule.EmbeddingJournal.Place;
import java.time.Instant;
import java.util.Locale;

/// What a window of an alert on the drift of embeddings is stored under. Keys of one place are in
/// the order of time.
record EmbeddingKey(AlertSeries series, Place place, Instant from) {

  private static final String SEPARATOR = "\u0001";

  String toText() {
    return String.join(
        SEPARATOR,
        series.toText(),
        place.name().toLowerCase(Locale.ROOT),
        String.format(Locale.ROOT, "%016d", from.toEpochMilli()));
  }

  static EmbeddingKey fromText(String text) {
    String[] parts = text.split(SEPARATOR, -1);
    return new EmbeddingKey(
        AlertSeries.fromText(parts[0]),
        Place.valueOf(parts[1].toUpperCase(Locale.ROOT)),
        Instant.ofEpochMilli(Long.parseLong(parts[2])));
  }
}
