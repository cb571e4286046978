package io.evalstream.judgeclient.heuristic;

import io.evalstream.evaluator.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Faithfulness as support by the documents: which words, names and numbers of the response are not
/// in them, nor in the question or the earlier turns.
///
/// It sees a foreign word; it does not see a known word in the wrong place.
final class Support implements Gauge {

  private static final Pattern DOCUMENT_ID = Pattern.compile("(?m)^\\[[^\\]\\n]*\\]$");
  static final Pattern NUMBERING =
      Pattern.compile(
          "(?m)^[ \\t]*+\\d{1,2}[.)]\\s+|\\[\\d{1,2}\\]"
              + "|\\(?\\b[Pp]assages? \\d+(?:(?:,| and|, and) \\d+)*+\\)?");

  private final Words words;

  Support(Words words) {
    this.words = words;
  }

  @Override
  public List<String> features() {
    return List.of("lacking", "numbers", "any_name", "denied");
  }

  @Override
  public Optional<Reading> read(Map<Field, String> fields) {
    String documents = DOCUMENT_ID.matcher(text(fields, Field.DOCUMENTS)).replaceAll("");
    Source source = new Source();
    source.add(words.content(documents));
    source.add(words.content(text(fields, Field.QUESTION)));
    source.add(words.content(text(fields, Field.HISTORY)));
    Denied denied = new Denied(documents);
    List<Claim> claims = new ArrayList<>();
    List<Word> contradicted = new ArrayList<>();
    String response = NUMBERING.matcher(text(fields, Field.RESPONSE)).replaceAll("");
    for (String sentence : Words.sentences(response)) {
      List<Word> content = words.content(sentence);
      if (!content.isEmpty()) {
        claims.add(Claim.of(sentence, content, source));
        contradicted.addAll(denied.claimedBy(sentence, content));
      }
    }
    return claims.isEmpty() ? Optional.empty() : Optional.of(reading(claims, contradicted));
  }

  private static Reading reading(List<Claim> claims, List<Word> contradicted) {
    double found = claims.stream().mapToDouble(Claim::found).sum();
    double weight = claims.stream().mapToDouble(Claim::weight).sum();
    List<Word> strange = claims.stream().flatMap(claim -> claim.strange().stream()).toList();
    return new Reading(
        List.of(
            1 - found / weight,
            Math.log1p((double) strange.stream().filter(Word::isNumber).count()),
            strange.stream().anyMatch(Word::name) ? 1.0 : 0.0,
            Math.log1p(contradicted.size())),
        told(claims, found / weight, contradicted));
  }

  private static String told(List<Claim> claims, double share, List<Word> contradicted) {
    Claim worst = claims.stream().min(Comparator.comparingDouble(Claim::share)).orElseThrow();
    String told =
        "%s of the content words are found in the documents".formatted(Excerpt.percent(share));
    if (worst.share() < 1) {
      told += ", least of " + Excerpt.quote(worst.sentence());
    }
    List<Word> strange = claims.stream().flatMap(claim -> claim.strange().stream()).toList();
    return told
        + listed("words not found", worst.strange().stream().filter(w -> !w.isNumber()).toList())
        + listed("numbers not found", strange.stream().filter(Word::isNumber).toList())
        + listed("said although the documents deny it", contradicted);
  }

  private static String listed(String what, List<Word> words) {
    return words.isEmpty()
        ? ""
        : "; " + what + ": " + Excerpt.list(words.stream().map(Word::written).toList());
  }

  private static String text(Map<Field, String> fields, Field field) {
    return fields.getOrDefault(field, "");
  }
}
