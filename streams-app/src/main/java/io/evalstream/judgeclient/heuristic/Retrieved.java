package io.evalstream.judgeclient.heuristic;

import io.evalstream.evaluator.Field;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Retrieval relevance as the relevance of the best of the retrieved documents.
final class Retrieved implements Gauge {

  private static final Pattern DOCUMENT_ID = Pattern.compile("(?m)^\\[[^\\]\\n]*\\]$");

  private final Overlap overlap;

  Retrieved(Overlap overlap) {
    this.overlap = overlap;
  }

  @Override
  public List<String> features() {
    return overlap.features();
  }

  @Override
  public Optional<Reading> read(Map<Field, String> fields) {
    String question = fields.getOrDefault(Field.QUESTION, "");
    List<String> documents =
        DOCUMENT_ID
            .splitAsStream(fields.getOrDefault(Field.DOCUMENTS, ""))
            .filter(document -> !document.isBlank())
            .toList();
    return documents.stream()
        .flatMap(document -> overlap.read(question, document.strip()).stream())
        .min(Comparator.comparingDouble(reading -> reading.values().getFirst()))
        .map(best -> new Reading(best.values(), told(documents.size(), best)));
  }

  private static String told(int documents, Reading best) {
    return "in the best of %d documents, %s".formatted(documents, best.told());
  }
}
