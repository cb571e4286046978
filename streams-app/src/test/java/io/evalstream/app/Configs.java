package io.evalstream.app;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.evalstream.config.ConfigReader;
import io.evalstream.config.InvalidConfigException;
import io.evalstream.config.Problem;
import io.evalstream.config.Section;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Reads texts as configurations with an empty environment.
public final class Configs {

  private Configs() {}

  public static <T> T read(String yaml, Function<Section, T> shape) throws InvalidConfigException {
    return ConfigReader.readText("evalstream.yaml", yaml, Map.of(), shape);
  }

  public static List<String> problems(String yaml, Function<Section, ?> shape) {
    return catchThrowableOfType(InvalidConfigException.class, () -> read(yaml, shape))
        .problems()
        .stream()
        .map(Problem::toString)
        .toList();
  }
}
