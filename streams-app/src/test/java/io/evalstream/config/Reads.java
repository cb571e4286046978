package io.evalstream.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Reads texts as `evalstream.yaml` with an empty environment.
final class Reads {

  private Reads() {}

  static <T> T ok(String yaml, Function<Section, T> shape) throws InvalidConfigException {
    return ConfigReader.readText("evalstream.yaml", yaml, Map.of(), shape);
  }

  static List<String> problems(String yaml, Function<Section, ?> shape) {
    return problems(yaml, Map.of(), shape);
  }

  static List<String> problems(
      String yaml, Map<String, String> environment, Function<Section, ?> shape) {
    return catchThrowableOfType(
            InvalidConfigException.class,
            () -> ConfigReader.readText("evalstream.yaml", yaml, environment, shape))
        .problems()
        .stream()
        .map(Problem::toString)
        .toList();
  }
}
