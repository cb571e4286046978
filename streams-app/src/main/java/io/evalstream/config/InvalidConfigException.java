package io.evalstream.config;

import static java.util.stream.Collectors.joining;

import java.util.List;

/// The configuration cannot be used; the message has one line for each problem.
public final class InvalidConfigException extends Exception {

  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  InvalidConfigException(String source, List<Problem> problems) {
    super(problems.stream().map(problem -> source + ": " + problem).collect(joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /// In the order in which they were found.
  public List<Problem> problems() {
    return problems;
  }
}
