package io.evalstream.judgeclient.heuristic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/// The numbers that `bench/fit` found, from the resources: `evaluator.bias` and
/// `evaluator.feature`.
final class Formulas {

  private static final String RESOURCE = "/evaluators/heuristic/fitted.properties";

  private final Properties numbers;

  private Formulas(Properties numbers) {
    this.numbers = numbers;
  }

  static Formulas fitted() {
    Properties numbers = new Properties();
    try (InputStream source =
        Objects.requireNonNull(Formulas.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      numbers.load(source);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
    return new Formulas(numbers);
  }

  Formula of(String evaluator, Gauge gauge) {
    return new Formula(
        number(evaluator + ".bias"),
        gauge.features().stream().map(feature -> number(evaluator + "." + feature)).toList());
  }

  private double number(String key) {
    String number = numbers.getProperty(key);
    if (number == null) {
      throw new IllegalStateException(RESOURCE + " has no " + key + "; run bench/fit --write");
    }
    return Double.parseDouble(number);
  }
}
