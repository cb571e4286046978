package io.evalstream.offline.probe;

import java.util.List;
import java.util.SplittableRandom;

/// A long text about nothing in particular, without names of cities and without numbers. Another
/// seed gives other sentences.
record Haystack(String text) {

  private static final List<String> WHO =
      List.of(
          "The gardener",
          "An old clock maker",
          "The night watchman",
          "Her younger sister",
          "A travelling musician",
          "The librarian",
          "His neighbour",
          "The baker",
          "A quiet student",
          "The ferryman",
          "Their teacher",
          "The keeper of the lighthouse",
          "A tired postman",
          "The carpenter");
  private static final List<String> DOES =
      List.of(
          "watched",
          "repaired",
          "described",
          "carried",
          "painted",
          "remembered",
          "measured",
          "polished",
          "borrowed",
          "looked after",
          "sketched",
          "sorted",
          "searched for",
          "admired");
  private static final List<String> WHAT =
      List.of(
          "the wooden boat",
          "a basket of plums",
          "the narrow staircase",
          "an unfinished letter",
          "the copper kettle",
          "a row of lanterns",
          "the garden wall",
          "a worn leather coat",
          "the broken compass",
          "some pressed flowers",
          "the long table",
          "a map of the valley",
          "the painted door",
          "two grey horses");
  private static final List<String> WHEN =
      List.of(
          "before the rain began",
          "while the kettle sang",
          "on the way to the market",
          "long after the guests had gone",
          "as the fog came in from the sea",
          "in the early light",
          "without saying a word",
          "although nobody had asked",
          "until the candles burned low",
          "when the bells had stopped",
          "with great patience",
          "as if it were a game",
          "because the evening was mild",
          "just as the year before");

  /// @param characters at least so many; the text ends with its last sentence
  static Haystack of(int characters, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder();
    while (text.length() < characters) {
      if (!text.isEmpty()) {
        text.append(random.nextInt(6) == 0 ? "\n\n" : " ");
      }
      text.append(one(WHO, random)).append(' ').append(one(DOES, random)).append(' ');
      text.append(one(WHAT, random)).append(' ').append(one(WHEN, random)).append('.');
    }
    return new Haystack(text.toString());
  }

  private static String one(List<String> of, SplittableRandom random) {
    return of.get(random.nextInt(of.size()));
  }

  /// With a sentence after the full stop that is nearest to the depth; at its ends at 0 and 100.
  ///
  /// @param depthPercent from 0, the beginning, to 100, the end
  Haystack with(String sentence, int depthPercent) {
    int wanted = (int) ((long) text.length() * depthPercent / 100);
    int before = wanted == 0 ? 0 : text.lastIndexOf('.', wanted - 1) + 1;
    int next = text.indexOf('.', wanted);
    int after = next < 0 ? text.length() : next + 1;
    int at = wanted - before <= after - wanted ? before : after;
    return new Haystack(
        (text.substring(0, at) + " " + sentence + " " + text.substring(at).stripLeading()).strip());
  }
}
