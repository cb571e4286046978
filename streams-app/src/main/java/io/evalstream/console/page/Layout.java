package io.evalstream.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands around every page: its title, the way to the others, and how the archive is.
///
/// @param here path of the entry of the navigation that the page belongs to
/// @param notice what a reader has to know before believing the page; null when all is well
/// @param firing alerts that fire now
/// @param version of the assets
/// @param self address of the page when it loads itself again; null when it does not
/// @param body HTML of the page
record Layout(
    String title,
    String here,
    @Nullable String notice,
    int firing,
    long revision,
    String version,
    @Nullable String self,
    String body) {

  private static final List<String[]> PAGES =
      List.of(
          new String[] {"/", "Overview"},
          new String[] {"/traces", "Traces"},
          new String[] {"/alerts", "Alerts"},
          new String[] {"/judges", "Judges"},
          new String[] {"/evaluators", "Evaluators"},
          new String[] {"/embeddings", "Embeddings"});

  /// @param current whether the page is shown now
  /// @param count shown beside the name; null for none
  record Entry(String path, String name, boolean current, @Nullable Integer count) {}

  List<Entry> navigation() {
    return PAGES.stream().map(page -> entry(page[0], page[1])).toList();
  }

  private Entry entry(String path, String name) {
    return new Entry(
        path, name, path.equals(here), path.equals("/alerts") && firing > 0 ? firing : null);
  }
}
