package io.evalstream.config;

import io.evalstream.config.Reading.Breaks;
import io.evalstream.config.Reading.Fits;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// From the text of a YAML document to the places in it.
///
/// Composes nodes and constructs no objects, so a scalar keeps the letters it was written with and
/// a tag cannot name a class. Aliases are followed: each use becomes a place of its own.
final class YamlTree {

  private final EnvironmentText environment;
  private final Set<Problem> problems;
  private final Set<Node> around = new HashSet<>();

  YamlTree(EnvironmentText environment, Set<Problem> problems) {
    this.environment = environment;
    this.problems = problems;
  }

  /// @throws org.yaml.snakeyaml.error.YAMLException when the text is not YAML
  Section read(String yaml) {
    Node node = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
    return switch (node == null ? new Value.Nothing("") : value("", node)) {
      case Value.Mapping(Section section) -> section;
      case Value.Nothing _ -> new Section("", new LinkedHashMap<>(), problems);
      case Value other -> {
        problems.add(new Problem("", "must be a mapping", other.kind(), null));
        yield Section.muted("");
      }
    };
  }

  private Value value(String path, Node node) {
    if (!around.add(node)) {
      return unreadable(path, "must not contain itself", null);
    }
    Value value =
        switch (node) {
          case ScalarNode scalar -> scalar(path, scalar);
          case SequenceNode sequence -> many(path, sequence);
          case MappingNode mapping -> mapping(path, mapping);
          default -> unreadable(path, "must be a value, a list or a mapping", null);
        };
    around.remove(node);
    return value;
  }

  private Value scalar(String path, ScalarNode node) {
    if (node.getTag().equals(Tag.NULL)) {
      return new Value.Nothing(path);
    }
    return switch (environment.fill(node.getValue())) {
      case Fits<String>(String text) ->
          text.isEmpty() && !node.getValue().isEmpty()
              ? new Value.Nothing(path)
              : new Value.Text(path, text);
      case Breaks<String>(String rule, _, String hint) -> unreadable(path, rule, hint);
    };
  }

  private Value many(String path, SequenceNode node) {
    var elements = new ArrayList<Value>();
    for (Node element : node.getValue()) {
      elements.add(value(path + "[" + elements.size() + "]", element));
    }
    return new Value.Many(path, elements);
  }

  private Value mapping(String path, MappingNode node) {
    var values = new LinkedHashMap<String, Value>();
    for (NodeTuple entry : node.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode key && !key.getTag().equals(Tag.MERGE)) {
        String at = Section.join(path, key.getValue());
        if (values.putIfAbsent(key.getValue(), value(at, entry.getValueNode())) != null) {
          int line = key.getStartMark().getLine() + 1;
          problems.add(new Problem(at, "must be given once", null, "Again in line " + line));
        }
      } else {
        problems.add(new Problem(path, "must have plain names as keys", null, null));
      }
    }
    return new Value.Mapping(new Section(path, values, problems));
  }

  private Value unreadable(String path, String rule, @Nullable String hint) {
    problems.add(new Problem(path, rule, null, hint));
    return new Value.Unreadable(path);
  }
}
