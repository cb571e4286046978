package io.evalstream.console.page;

/// A page before it is written.
///
/// @param title of the browser's window
/// @param here path of the entry of the navigation that it belongs to
/// @param template that writes it, without its ending
/// @param view what the template shows
/// @param live whether the browser loads it again by itself when something has changed; not for
///   pages on which people write
record Page(String title, String here, String template, Object view, boolean live) {

  static Page live(String title, String here, String template, Object view) {
    return new Page(title, here, template, view, true);
  }

  static Page still(String title, String here, String template, Object view) {
    return new Page(title, here, template, view, false);
  }
}
