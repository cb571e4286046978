package io.evalstream.judgeclient;

import io.evalstream.config.Section;
import java.util.HashMap;
import java.util.Map;

/// What a model costs, in US dollars for a million tokens.
public record Price(double inputPerMillionUsd, double outputPerMillionUsd) {

  private static final double MILLION = 1_000_000;
  private static final double HIGHEST = 100_000;

  /// Keys: `input_per_million_usd` and `output_per_million_usd`, 0 to 100000, both required.
  static Price read(Section section) {
    return new Price(
        section.requiredNumber("input_per_million_usd", 0, HIGHEST),
        section.requiredNumber("output_per_million_usd", 0, HIGHEST));
  }

  /// Keys: models, each with the keys of a price.
  public static Map<String, Price> table(Map<String, Section> models) {
    Map<String, Price> prices = new HashMap<>();
    models.forEach((model, section) -> prices.put(model, read(section)));
    return prices;
  }

  double of(long inputTokens, long outputTokens) {
    return (inputTokens * inputPerMillionUsd + outputTokens * outputPerMillionUsd) / MILLION;
  }
}
