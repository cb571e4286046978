package io.evalstream.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The pages that users read, and the fenced blocks in them.
public final class Documents {

  private static final Path ROOT = Path.of("..");
  private static final String FENCE = "```";

  /// A fenced block.
  ///
  /// @param language as the fence names it
  /// @param line of the opening fence, for messages
  public record Block(Path page, int line, String language, List<String> lines) {

    public String text() {
      return String.join("\n", lines);
    }

    @Override
    public String toString() {
      return page.getFileName() + ":" + line;
    }
  }

  private Documents() {}

  /// Every page at the root and under `docs`, its folders included.
  public static List<Path> pages() {
    try (Stream<Path> root = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(root, docs)
          .filter(path -> path.toString().endsWith(".md"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Path page(String name) {
    return ROOT.resolve(name);
  }

  public static String read(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The blocks of every page in one language.
  public static Stream<Block> blocks(String language) {
    return pages().stream()
        .flatMap(page -> blocks(page).stream())
        .filter(block -> block.language().equals(language));
  }

  private static List<Block> blocks(Path page) {
    List<Block> blocks = new ArrayList<>();
    List<String> lines = read(page).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(FENCE)) {
        int end = i + 1;
        while (!lines.get(end).startsWith(FENCE)) {
          end++;
        }
        String language = lines.get(i).substring(FENCE.length()).strip();
        blocks.add(new Block(page, i + 1, language, lines.subList(i + 1, end)));
        i = end;
      }
    }
    return blocks;
  }
}
