package io.evalstream.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.YAMLException;

/// Reads a configuration and gives it a shape, or tells every problem that it has.
///
/// The shape is a function from the root [Section] to a record; it asks for each key it knows. Keys
/// that nobody asked for are problems too, so a misspelt key is never passed over.
public final class ConfigReader {

  private ConfigReader() {}

  /// Reads a file of UTF-8 text.
  ///
  /// @param environment fills `${NAME}` and `${NAME:default}` in values
  public static <T> T read(Path file, Map<String, String> environment, Function<Section, T> shape)
      throws InvalidConfigException {
    return readText(file.toString(), textOf(file), environment, shape);
  }

  /// Reads a text.
  ///
  /// @param name what problems call the text
  public static <T> T readText(
      String name, String yaml, Map<String, String> environment, Function<Section, T> shape)
      throws InvalidConfigException {
    var problems = new LinkedHashSet<Problem>();
    try {
      Section root = new YamlTree(new EnvironmentText(environment), problems).read(yaml);
      T shaped = shape.apply(root);
      root.reportUnknownKeys();
      if (problems.isEmpty()) {
        return shaped;
      }
    } catch (YAMLException e) {
      problems.add(SyntaxProblem.of(e, yaml));
    } catch (IllegalArgumentException e) {
      // The shape was given stand-ins for the values with problems, so its refusal tells nothing
      // new when there are any.
      if (problems.isEmpty()) {
        problems.add(new Problem("", String.valueOf(e.getMessage()), null, null));
      }
    }
    throw new InvalidConfigException(name, List.copyOf(problems));
  }

  private static String textOf(Path file) throws InvalidConfigException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException _) {
      throw unreadable(file, "no such file", "It would be " + file.toAbsolutePath());
    } catch (CharacterCodingException _) {
      throw unreadable(file, "must be UTF-8 text", null);
    } catch (IOException e) {
      throw unreadable(file, "cannot be read: " + e, null);
    }
  }

  private static InvalidConfigException unreadable(Path file, String rule, @Nullable String hint) {
    return new InvalidConfigException(file.toString(), List.of(new Problem("", rule, null, hint)));
  }
}
