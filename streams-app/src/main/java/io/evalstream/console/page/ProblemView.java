package io.evalstream.console.page;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a page shows when it cannot show what was asked.
record ProblemView(int status, String title, String message) {

  private static final String GONE =
      "There is nothing at this address. What is older than the console remembers is gone; it may"
          + " still be in the topics.";
  private static final String FAILED =
      "This page could not be made; the log of the monitor says why. The monitor goes on.";
  private static final String WRONG = "The address asks for something that cannot be shown.";

  static Page page(int status, @Nullable String message) {
    ProblemView view =
        new ProblemView(status, title(status), Objects.requireNonNullElse(message, usual(status)));
    return Page.still(view.title, "", "problem", view);
  }

  private static String title(int status) {
    return status == 404 ? "Not found" : status >= 500 ? "Something went wrong" : "Not possible";
  }

  private static String usual(int status) {
    return status == 404 ? GONE : status >= 500 ? FAILED : WRONG;
  }
}
