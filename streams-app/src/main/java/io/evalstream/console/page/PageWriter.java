package io.evalstream.console.page;

import org.jspecify.annotations.Nullable;

/// Writes pages: whole ones, and what stands inside of them for a browser that has the rest.
record PageWriter(Templates templates, Assets assets) {

  String part(Page page) {
    return templates.write(page.template(), page.view());
  }

  /// @param address of the page, by which it is loaded again
  String whole(Page page, Frame frame, String address) {
    return templates.write(
        "layout",
        new Layout(
            page.title(),
            page.here(),
            frame.notice(),
            frame.firing(),
            frame.revision(),
            assets.version(),
            page.live() ? address : null,
            part(page)));
  }

  /// A page that says what is wrong.
  String problem(int status, @Nullable String message, Frame frame) {
    return whole(ProblemView.page(status, message), frame, "");
  }
}
