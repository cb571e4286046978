package io.evalstream.registry;

import java.io.IOException;
import java.io.StreamTokenizer;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The options of the first login module in a `sasl.jaas.config`, which the registry may inherit.
///
/// The form is `class.of.Module required name="value" name="value";`.
final class JaasLogin {

  private final Map<String, String> options;

  private JaasLogin(Map<String, String> options) {
    this.options = options;
  }

  static JaasLogin parse(String jaas) {
    StreamTokenizer words = new StreamTokenizer(new StringReader(jaas));
    words.slashSlashComments(true);
    words.slashStarComments(true);
    words.wordChars('-', '-');
    words.wordChars('_', '_');
    words.wordChars('$', '$');
    Map<String, String> options = new HashMap<>();
    try {
      readOptions(words, options);
    } catch (IOException impossible) {
      throw new UncheckedIOException("reading from memory failed", impossible);
    }
    return new JaasLogin(options);
  }

  private static void readOptions(StreamTokenizer words, Map<String, String> options)
      throws IOException {
    String name = "";
    boolean valueComes = false;
    for (int word = words.nextToken();
        word != ';' && word != StreamTokenizer.TT_EOF;
        word = words.nextToken()) {
      if (word == '=') {
        valueComes = true;
      } else if (valueComes) {
        options.put(name, words.sval == null ? "" : words.sval);
        valueComes = false;
      } else if (words.sval != null) {
        name = words.sval;
      }
    }
  }

  Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name)).filter(value -> !value.isEmpty());
  }
}
