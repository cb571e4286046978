package io.evalstream.devcluster.stub;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The rules of Slack's markup that keep foreign text from becoming commands.
final class Mrkdwn {

  private static final Pattern LINK =
      Pattern.compile("<(https?://|mailto:)[^<>\\s|]+(\\|[^<>]*)?>");
  private static final Pattern BARE_AMPERSAND = Pattern.compile("&(?!amp;|lt;|gt;)");

  private Mrkdwn() {}

  /// What is not escaped; empty when all is.
  static List<String> complaints(String text) {
    List<String> complaints = new ArrayList<>();
    if (BARE_AMPERSAND.matcher(text).find()) {
      complaints.add("must be escaped, was a bare &");
    }
    String outsideLinks = LINK.matcher(text).replaceAll("");
    int bracket = outsideLinks.indexOf('<');
    if (bracket >= 0) {
      int end = Math.min(outsideLinks.length(), bracket + 20);
      complaints.add("must be escaped, was " + outsideLinks.substring(bracket, end));
    }
    return complaints;
  }
}
