package io.evalstream.judge;

import java.util.List;
import java.util.Objects;

/// How a reply came about.
///
/// @param redacted how many passages of the judged texts were hidden from the judge
/// @param cached whether it was given before, for the same question
/// @param votes of the judges, when there were several
/// @param disputed whether their labels differ
public record Provenance(int redacted, boolean cached, List<Vote> votes, boolean disputed) {

  /// One judge, who saw everything and answered now.
  public static final Provenance PLAIN = new Provenance(0, false, List.of(), false);

  public Provenance {
    votes = List.copyOf(votes);
  }

  /// Several judges together. It is from a cache when nobody was asked.
  public static Provenance ofVotes(List<JudgeReply> replies, List<Vote> votes) {
    return new Provenance(
        replies.stream().mapToInt(reply -> reply.provenance().redacted()).max().orElse(0),
        replies.stream().allMatch(reply -> reply.provenance().cached()),
        votes,
        votes.stream().map(Vote::label).filter(Objects::nonNull).distinct().count() > 1);
  }

  /// The same from a judge from whom passages were hidden.
  public Provenance withRedacted(int passages) {
    return new Provenance(passages, cached, votes, disputed);
  }

  /// The same, given before.
  public Provenance fromCache() {
    return new Provenance(redacted, true, votes, disputed);
  }
}
