package io.evalstream.config;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/// Where and why a text is not YAML, without quoting the text: it may hold secrets.
final class SyntaxProblem {

  private SyntaxProblem() {}

  static Problem of(YAMLException e, String yaml) {
    return e instanceof MarkedYAMLException marked && marked.getProblemMark() != null
        ? at(marked.getProblemMark(), String.valueOf(marked.getProblem()), yaml)
        : new Problem("", "must be YAML: " + e.getMessage(), null, null);
  }

  private static Problem at(Mark mark, String what, String yaml) {
    String where = "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
    return new Problem(where, what.strip(), null, hint(mark, yaml));
  }

  private static @Nullable String hint(Mark mark, String yaml) {
    boolean reference = yaml.lines().skip(mark.getLine()).findFirst().orElse("").contains("${");
    return reference ? "Within { } or [ ] put quotes around \"${NAME}\"" : null;
  }
}
