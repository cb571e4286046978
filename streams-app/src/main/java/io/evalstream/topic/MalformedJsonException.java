package io.evalstream.topic;

import java.util.List;

/// JSON that does not fit the schema of the event it claims to be.
///
/// The message is one line and names what is wrong, never the texts of the event.
public final class MalformedJsonException extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 5;

  public MalformedJsonException(List<String> problems) {
    super(oneLine(problems));
  }

  private static String oneLine(List<String> problems) {
    String shown = String.join("; ", problems.subList(0, Math.min(SHOWN, problems.size())));
    int rest = problems.size() - SHOWN;
    return rest > 0 ? shown + "; and " + rest + " more" : shown;
  }
}
