package io.evalstream.console.page;

import io.evalstream.console.page.FoldedText.Place;
import io.evalstream.console.page.Passages.Found;
import io.evalstream.console.page.Quotes.Quote;
import io.evalstream.judgeclient.heuristic.Grounds;
import java.util.ArrayList;
import java.util.List;

/// Which passages of a response are in doubt, by what judges say who let it fail.
///
/// *How it works.* A passage that a judge quotes is in doubt, unless another text that the judge
/// read says it too: then the quote is from there. Of a judge who finds the response unsupported
/// and quotes nothing of it, the sentences are in doubt of which few words are in the texts that
/// were to support it; that compares words, and is said to.
final class Doubts {

  static final String COMPARED =
      "few of its words are in the documents (compared by words, not by the judge)";

  private static final int MOST_QUOTES = 20;
  private static final int MOST_PLACES = 20;
  private static final double FEW = 0.5;

  private Doubts() {}

  /// A judgement by which the response fails.
  ///
  /// @param evaluator its id
  /// @param explanation of the judge; empty when there is none
  /// @param beside the other texts that the judge read
  /// @param grounds the texts that are to support the response; empty when the evaluator asks for
  ///   something else
  record Failure(String evaluator, String explanation, List<String> beside, List<String> grounds) {

    Failure {
      beside = List.copyOf(beside);
      grounds = List.copyOf(grounds);
    }
  }

  static List<Found> in(String response, List<Failure> failures) {
    FoldedText folded = new FoldedText(response);
    List<Found> found = new ArrayList<>();
    for (Failure failure : failures) {
      List<Found> quoted = quoted(folded, failure);
      found.addAll(quoted);
      if (quoted.isEmpty() && failure.grounds().stream().anyMatch(text -> !text.isBlank())) {
        found.addAll(compared(response, failure.grounds()));
      }
    }
    return found;
  }

  private static List<Found> quoted(FoldedText response, Failure failure) {
    List<Quote> quotes = Quotes.of(failure.explanation(), MOST_QUOTES);
    if (quotes.isEmpty()) {
      return List.of();
    }
    List<FoldedText> beside = failure.beside().stream().map(FoldedText::new).toList();
    String reason = "quoted by the judge of " + failure.evaluator();
    List<Found> found = new ArrayList<>();
    for (Quote quote : quotes) {
      List<Place> places = response.find(quote.text(), MOST_PLACES);
      if (!places.isEmpty() && beside.stream().noneMatch(text -> text.contains(quote.text()))) {
        places.forEach(place -> found.add(found(response, place, quote, reason)));
      }
    }
    return found;
  }

  private static Found found(FoldedText response, Place place, Quote quote, String reason) {
    int end = quote.open() ? response.endOfSentence(place.end()) : place.end();
    return new Found(place.start(), end, reason);
  }

  private static List<Found> compared(String response, List<String> grounds) {
    return new Grounds(grounds)
        .of(response).stream()
            .filter(sentence -> sentence.share() < FEW)
            .map(sentence -> new Found(sentence.start(), sentence.end(), COMPARED))
            .toList();
  }
}
