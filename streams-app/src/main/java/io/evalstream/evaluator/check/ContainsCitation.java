package io.evalstream.evaluator.check;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The text names the id of a document in brackets, `[doc-1]` or `[doc-1, doc-2]`, or a link that
/// stands in the documents.
record ContainsCitation() implements Check {

  /// A document begins with its id on a line of its own.
  private static final Pattern HEAD = Pattern.compile("(?:^|\\n\\n)\\[([^\\n]{1,256})]\\n");

  private static final Pattern BRACKETS = Pattern.compile("\\[([^\\[\\]\\n]{1,1000})]");
  private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"'\\[\\](){}]+");
  private static final String AFTER_A_LINK = ".,;:!?/";

  @Override
  public Kind kind() {
    return Kind.CONTAINS_CITATION;
  }

  @Override
  public Map<String, String> parameters() {
    return Map.of();
  }

  @Override
  public Finding find(String text, String beside) {
    Set<String> documents = new LinkedHashSet<>(groups(HEAD, beside).toList());
    List<String> named =
        groups(BRACKETS, text)
            .flatMap(ids -> Stream.concat(Stream.of(ids), Stream.of(ids.split("[,;]"))))
            .map(String::strip)
            .filter(documents::contains)
            .toList();
    if (!named.isEmpty()) {
      return Finding.passed("cites [" + named.getFirst() + "]");
    }
    Set<String> links = new LinkedHashSet<>(links(beside).toList());
    return links(text)
        .filter(links::contains)
        .findFirst()
        .map(link -> Finding.passed("cites " + link))
        .orElseGet(
            () ->
                Finding.failed(
                    "cites none of the %d documents and %d links"
                        .formatted(documents.size(), links.size())));
  }

  private static Stream<String> groups(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1));
  }

  private static Stream<String> links(String text) {
    return LINK.matcher(text).results().map(found -> bare(found.group()));
  }

  /// Without the marks of the sentence that it ends.
  private static String bare(String link) {
    int end = link.length();
    while (AFTER_A_LINK.indexOf(link.charAt(end - 1)) >= 0) {
      end--;
    }
    return link.substring(0, end);
  }
}
