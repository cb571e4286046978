package io.evalstream.cli.browser;

/// How somebody looks at a page.
enum Look {
  DESKTOP(1_280, 900, false),
  DESKTOP_DARK(1_280, 900, true),
  PHONE_DARK(375, 812, true),
  PHONE(375, 812, false);

  final int width;
  final int height;
  final boolean dark;

  Look(int width, int height, boolean dark) {
    this.width = width;
    this.height = height;
    this.dark = dark;
  }

  /// Of a picture, such as `traces-375-dark`.
  String named(String page) {
    return page + "-" + width + (dark ? "-dark" : "");
  }
}
