package io.evalstream.offline.report;

import java.util.List;
import java.util.Locale;

/// Writes HTML. Texts go in by methods that escape them; the page forbids scripts and everything
/// from elsewhere, should a text get by.
final class Html {

  private static final String STYLE =
      """
      body { font: 15px/1.5 system-ui, sans-serif; color: #1c2128; margin: 2rem auto; \
      max-width: 62rem; padding: 0 1rem; }
      h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2.2rem; }
      h3 { font-size: 1rem; margin-bottom: .3rem; }
      table { border-collapse: collapse; margin: .6rem 0; }
      th, td { padding: .25rem .7rem; text-align: left; border-bottom: 1px solid #d8dee4; }
      td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
      .quiet { color: #57606a; } .fails { color: #b42318; }
      .example { border-left: 3px solid #d8dee4; padding: .2rem .9rem; margin: .9rem 0; }
      .example p { margin: .3rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
      svg { max-width: 100%; height: auto; } svg text { font: 12px system-ui, sans-serif; }
      """;

  private static final int ZERO_WIDTH_JOINER = 0x200D;
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int SOFT_HYPHEN = 0x00AD;

  private final StringBuilder body = new StringBuilder();

  /// Fit for element content and for attributes in double quotes.
  static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(point -> append(safe, point));
    return safe.toString();
  }

  private static void append(StringBuilder safe, int point) {
    switch (point) {
      case '&' -> safe.append("&amp;");
      case '<' -> safe.append("&lt;");
      case '>' -> safe.append("&gt;");
      case '"' -> safe.append("&quot;");
      case '\'' -> safe.append("&#39;");
      case '\n', '\t' -> safe.appendCodePoint(point);
      case '\r' -> {} // A line ends with \n as well.
      // Emoji and words of many scripts are joined or kept apart by these, and hyphenated.
      case ZERO_WIDTH_JOINER, ZERO_WIDTH_NON_JOINER, SOFT_HYPHEN -> safe.appendCodePoint(point);
      default -> safe.appendCodePoint(isShown(point) ? point : 0xFFFD);
    }
  }

  /// Not control characters, and nothing that turns the direction of the text around it.
  private static boolean isShown(int point) {
    int type = Character.getType(point);
    return type != Character.CONTROL && type != Character.SURROGATE && type != Character.FORMAT;
  }

  Html heading(int level, String text) {
    return raw("<h%d>%s</h%d>%n".formatted(level, escape(text), level));
  }

  Html paragraph(String text) {
    return element("p", "", text);
  }

  Html quiet(String text) {
    return element("p", "quiet", text);
  }

  Html element(String name, String style, String text) {
    String attribute = style.isEmpty() ? "" : " class=\"" + escape(style) + "\"";
    return raw("<%s%s>%s</%s>%n".formatted(name, attribute, escape(text), name));
  }

  /// A table whose first column is text and whose others are numbers.
  Html table(List<String> head, List<List<String>> rows) {
    raw("<table><tr>");
    row("th", head);
    for (List<String> row : rows) {
      raw("</tr><tr>");
      row("td", row);
    }
    return raw("</tr></table>\n");
  }

  private void row(String cell, List<String> texts) {
    for (int i = 0; i < texts.size(); i++) {
      raw(
          "<%s%s>%s</%s>"
              .formatted(cell, i == 0 ? "" : " class=\"n\"", escape(texts.get(i)), cell));
    }
  }

  /// Text that is HTML already.
  Html raw(String html) {
    body.append(html);
    return this;
  }

  String page(String title) {
    return """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
    style-src 'unsafe-inline'; img-src data:">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s</title><style>
    %s</style></head><body>
    %s</body></html>
    """
        .formatted(escape(title), STYLE, body);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
