package io.evalstream.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// The templates of the pages, compiled once. They hold no logic: a view has what they show.
///
/// `{{name}}` escapes ([ShownText]); `{{{name}}}` does not and is for HTML that was made here, such
/// as the values of fields ([ShownText#attribute]).
final class Templates {

  private final Map<String, Template> compiled = new ConcurrentHashMap<>();
  private final Mustache.Compiler compiler =
      Mustache.compiler()
          .withEscaper(ShownText::html)
          .emptyStringIsFalse(true)
          .zeroIsFalse(false)
          .nullValue("")
          .withLoader(Templates::open);

  /// @param name of a file in `/console/templates`, without its ending
  String write(String name, Object view) {
    return compiled.computeIfAbsent(name, this::compile).execute(view);
  }

  private Template compile(String name) {
    try (Reader source = open(name)) {
      return compiler.compile(source);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the template " + name, e);
    }
  }

  private static Reader open(String name) {
    String path = "/console/templates/" + name + ".mustache";
    InputStream source =
        Objects.requireNonNull(Templates.class.getResourceAsStream(path), () -> path);
    return new InputStreamReader(source, UTF_8);
  }
}
