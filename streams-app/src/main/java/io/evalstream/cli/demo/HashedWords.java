package io.evalstream.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Stands in for the embeddings of a real application: hashed words, which need no model.
///
/// A real application sends those that its retriever computes. These know words and not meaning:
/// two texts are close when they share words.
///
/// *How it works:* each word adds 1 to or takes 1 from one of 64 numbers; which one and which way
/// its hash says, so that words that meet in a number do not add up on average [1]. The whole has
/// length 1. Short words say little of what a text is about and are left out.
///
/// [1] K. Weinberger and others, Feature hashing for large scale multitask learning, ICML 2009,
/// <https://arxiv.org/abs/0902.2206>
final class HashedWords {

  static final int DIMENSIONS = 64;

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]{5,}");

  private HashedWords() {}

  /// Empty for a text without long words.
  static List<Float> of(String text) {
    double[] sums = new double[DIMENSIONS];
    Matcher words = WORD.matcher(text.toLowerCase(Locale.ROOT));
    while (words.find()) {
      int hash = spread(words.group().hashCode());
      sums[Math.floorMod(hash, DIMENSIONS)] += hash < 0 ? -1 : 1;
    }
    return unit(sums);
  }

  private static List<Float> unit(double[] sums) {
    double square = 0;
    for (double sum : sums) {
      square += sum * sum;
    }
    List<Float> unit = new ArrayList<>();
    if (square > 0) {
      for (double sum : sums) {
        unit.add((float) (sum / Math.sqrt(square)));
      }
    }
    return List.copyOf(unit);
  }

  /// The end of MurmurHash3: every bit of the result depends on every bit of the hash.
  private static int spread(int hash) {
    int spread = hash;
    spread = (spread ^ spread >>> 16) * 0x85ebca6b;
    spread = (spread ^ spread >>> 13) * 0xc2b2ae35;
    return spread ^ spread >>> 16;
  }
}
