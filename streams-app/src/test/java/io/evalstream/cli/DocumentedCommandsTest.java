package io.evalstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.evalstream.app.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/// Holds the pages to the commands that there are: each one that a page prints is parsed, none is
/// run.
final class DocumentedCommandsTest {

  private static final Pattern CALL = Pattern.compile("\\./evalstream\\s+([^|&;#`\\n>]+)");
  private static final Pattern CODE_SPAN = Pattern.compile("`(\\./evalstream [^`\\n]+)`");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  static Stream<String> calls() {
    Stream<String> blocks =
        Documents.blocks("sh").map(block -> block.text().replaceAll("\\\\\\n\\s*", ""));
    Stream<String> spans =
        Documents.pages().stream()
            .flatMap(page -> CODE_SPAN.matcher(Documents.read(page)).results())
            .map(found -> found.group(1));
    return Stream.concat(blocks, spans)
        .flatMap(text -> CALL.matcher(text).results())
        .map(found -> found.group(1).strip())
        .distinct();
  }

  @ParameterizedTest(name = "./evalstream {0}")
  @MethodSource("calls")
  void call_isUnderstood(String call) {
    String[] words = words(call);

    assertThatCode(() -> Main.commandLine().parseArgs(words)).doesNotThrowAnyException();
  }

  @Test
  void everyCommand_isInTheReadme() {
    String readme = Documents.read(Documents.page("README.md"));

    List<String> commands = commands(Main.commandLine(), "");

    assertThat(commands).contains("demo", "config check");
    assertThat(commands.stream().filter(command -> !readme.contains("`" + command))).isEmpty();
  }

  /// The commands that do something, by their whole names.
  private static List<String> commands(CommandLine parent, String prefix) {
    List<String> commands = new ArrayList<>();
    parent
        .getSubcommands()
        .forEach(
            (name, command) -> {
              if (command.getSubcommands().isEmpty()) {
                commands.add(prefix + name);
              } else {
                commands.addAll(commands(command, prefix + name + " "));
              }
            });
    commands.remove("help");
    return commands;
  }

  private static String[] words(String call) {
    return WORD.matcher(call).results().map(DocumentedCommandsTest::word).toArray(String[]::new);
  }

  private static String word(MatchResult word) {
    return Stream.of(word.group(1), word.group(2), word.group(3))
        .filter(text -> text != null)
        .findFirst()
        .orElseThrow();
  }
}
