package io.evalstream.offline.probe;

import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.Prompt;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// One search for a fact in a long text: the number of a city, both drawn for this search alone, so
/// that neither a cache nor what the model has learnt can help. The answer is asked for in free
/// words, because a list of choices would give it away.
///
/// @param tokens length of the text, at four characters a token
/// @param depthPercent where the fact stands; null for a text without it
/// @param copy of several searches at the same place
record Needle(int tokens, @Nullable Integer depthPercent, int copy, long seed)
    implements Interview.Probe {

  static final String UNANSWERABLE = "UNANSWERABLE";
  static final int CHARACTERS_PER_TOKEN = 4;

  private static final int LOWEST = 1_000_000;
  private static final int HIGHEST = 9_999_999;
  private static final String EVALUATOR = "needle";
  private static final List<String> CITIES =
      List.of(
          "Aarhus",
          "Bilbao",
          "Cusco",
          "Dakar",
          "Edinburgh",
          "Fukuoka",
          "Gdansk",
          "Hanoi",
          "Istanbul",
          "Jaipur",
          "Kigali",
          "Lisbon",
          "Montevideo",
          "Nairobi",
          "Oaxaca",
          "Porto",
          "Quito",
          "Riga",
          "Sapporo",
          "Tallinn",
          "Utrecht",
          "Valparaiso",
          "Windhoek",
          "Zagreb");

  private static final String SYSTEM =
      """
      You look for a fact in a long text. Use the text alone, not what you know otherwise.
      Reply with one JSON object and nothing else: {"answer": "..."}.
      The answer is the number alone, in digits. If the text does not say it, the answer is \
      UNANSWERABLE.""";

  @Override
  public String id() {
    return "needle-%d-%d-%s-%d"
        .formatted(seed, tokens, depthPercent == null ? "none" : depthPercent.toString(), copy);
  }

  private SplittableRandom random() {
    return new SplittableRandom(id().hashCode() * 31L + seed);
  }

  String city() {
    return CITIES.get(random().nextInt(CITIES.size()));
  }

  String number() {
    SplittableRandom random = random();
    random.nextInt(CITIES.size());
    return String.valueOf(random.nextInt(LOWEST, HIGHEST + 1));
  }

  /// What the judge should answer.
  String expected() {
    return depthPercent == null ? UNANSWERABLE : number();
  }

  /// The text that is searched.
  String haystack() {
    Haystack plain = Haystack.of(tokens * CHARACTERS_PER_TOKEN, random().nextLong());
    return depthPercent == null
        ? plain.text()
        : plain
            .with("The harbour code of %s is %s.".formatted(city(), number()), depthPercent)
            .text();
  }

  @Override
  public JudgeRequest question() {
    String user =
        """
        <text>
        %s
        </text>

        What is the harbour code of %s?
        """
            .formatted(haystack(), city())
            .strip();
    return JudgeRequest.of(id(), EVALUATOR, new Prompt(SYSTEM, user), List.of());
  }
}
