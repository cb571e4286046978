package io.evalstream.console.page;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What was diagnosed in the judged traces of an app, as one bar.
///
/// @param svg the bar; its words are in `shares`
record DiagnosisBar(String svg, List<Share> shares, String n) {

  private static final List<String> ORDER =
      List.of("ok", "retrieval_miss", "ungrounded", "incorrect", "unsafe", "unknown");
  private static final double WIDTH = 600;

  /// @param slot 1 to 6: the colour
  record Share(String name, String percent, String count, String link, int slot) {}

  static DiagnosisBar of(String app, Map<String, Long> counts) {
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    List<Map.Entry<String, Long>> sorted =
        counts.entrySet().stream()
            .sorted(
                Comparator.<Map.Entry<String, Long>>comparingInt(entry -> slot(entry.getKey()))
                    .thenComparing(Map.Entry::getKey))
            .toList();
    List<Share> shares = sorted.stream().map(entry -> share(app, entry, all)).toList();
    return new DiagnosisBar(svg(sorted, shares, all), shares, Numbers.count(all));
  }

  private static Share share(String app, Map.Entry<String, Long> diagnosis, long all) {
    return new Share(
        diagnosis.getKey().replace('_', ' '),
        Numbers.percent((double) diagnosis.getValue() / all),
        Numbers.count(diagnosis.getValue()),
        PageAddress.of("/traces", "app", app, "diagnosis", diagnosis.getKey()),
        slot(diagnosis.getKey()));
  }

  private static int slot(String name) {
    int index = ORDER.indexOf(name);
    return index < 0 ? ORDER.size() : index + 1;
  }

  private static String svg(List<Map.Entry<String, Long>> diagnoses, List<Share> shares, long all) {
    StringBuilder bars = new StringBuilder();
    double x = 0;
    for (Map.Entry<String, Long> diagnosis : diagnoses) {
      double width = WIDTH * diagnosis.getValue() / all;
      bars.append(
          String.format(
              Locale.ROOT,
              "<rect class=\"part--d%d\" x=\"%.1f\" y=\"0\" width=\"%.1f\" height=\"12\"/>",
              slot(diagnosis.getKey()),
              x,
              width));
      x += width;
    }
    String words =
        shares.stream()
            .map(share -> share.name + " " + share.percent)
            .collect(Collectors.joining(", "));
    return "<svg class=\"stack\" viewBox=\"0 0 600 12\" preserveAspectRatio=\"none\" role=\"img\""
        + " aria-label=\""
        + ShownText.html(words)
        + "\">"
        + bars
        + "</svg>";
  }
}
