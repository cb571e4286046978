package io.evalstream.judgeclient.heuristic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Kinds of phrases, from a resource with lines like `kind: regular expression`; several lines of
/// one kind are alternatives.
final class Phrases {

  private static final Pattern WHITE = Pattern.compile("\\s+");

  private final Map<String, Pattern> kinds = new LinkedHashMap<>();

  private Phrases(Map<String, List<String>> alternatives) {
    alternatives.forEach(
        (kind, all) ->
            kinds.put(
                kind,
                Pattern.compile("(?:" + String.join("|", all) + ")", Pattern.CASE_INSENSITIVE)));
  }

  static Phrases load(String name) {
    String path = "/evaluators/heuristic/" + name + ".phrases";
    Map<String, List<String>> alternatives = new LinkedHashMap<>();
    try (InputStream source =
        Objects.requireNonNull(Phrases.class.getResourceAsStream(path), path)) {
      for (String line : new String(source.readAllBytes(), UTF_8).lines().toList()) {
        String[] entry = line.split(": ", 2);
        alternatives.computeIfAbsent(entry[0], _ -> new ArrayList<>()).add(entry[1]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
    return new Phrases(alternatives);
  }

  List<String> kinds() {
    return List.copyOf(kinds.keySet());
  }

  /// One line, with straight apostrophes and quotes: the form in which phrases are looked for.
  static String plain(String text) {
    return WHITE
        .matcher(text.replace('’', '\'').replace('“', '"').replace('”', '"'))
        .replaceAll(" ")
        .strip();
  }

  /// The first phrase of each kind that is there, as it stands in the text.
  Map<String, String> in(String plain) {
    Map<String, String> found = new LinkedHashMap<>();
    kinds.forEach(
        (kind, pattern) -> {
          Matcher matcher = pattern.matcher(plain);
          if (matcher.find()) {
            found.put(kind, matcher.group());
          }
        });
    return found;
  }
}
