package io.evalstream.cli;

import io.evalstream.topic.Letter;
import io.evalstream.topic.LetterBox;
import io.evalstream.topic.LetterFate;
import io.evalstream.topic.LetterPost;
import io.evalstream.topic.Replayed;
import io.evalstream.topic.TopicNames;
import io.evalstream.topic.TopicTail;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Replays dead letters.
@Command(
    name = "replay",
    description = {
      "Writes dead letters back to the topics they came from, as they came, once the cause is"
          + " mended. Name which ones, or --all.",
      "Each letter is replayed once, also when this is interrupted or repeated. What fails again"
          + " becomes a new dead letter that counts its replays."
    },
    mixinStandardHelpOptions = true)
final class DeadLettersReplayCommand implements Callable<Integer> {

  static final int MOST_REPLAYS = 3;
  private static final int MOST_NAMED = 20;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Connection connection = new Connection();
  @Mixin private LetterFilter filter = new LetterFilter();

  @Option(names = "--all", description = "Replays all that can be.")
  private boolean all;

  @Option(names = "--dry-run", description = "Says what would be replayed, and writes nothing.")
  private boolean dryRun;

  @Option(
      names = "--again",
      description = "Replays also what was replayed before: it goes in twice.")
  private boolean again;

  @Option(
      names = "--max-replays",
      paramLabel = "N",
      defaultValue = "" + MOST_REPLAYS,
      description = "Leaves out what failed again after N replays (default: ${DEFAULT-VALUE}).")
  private int maxReplays;

  @Override
  public Integer call() throws Exception {
    if (maxReplays < 1) {
      throw new ParameterException(
          spec.commandLine(), "--max-replays must be at least 1, was " + maxReplays);
    }
    if (all && filter.isGiven()) {
      throw new ParameterException(
          spec.commandLine(), "--all and a choice exclude each other: give one of them");
    }
    Connection.Target target = connection.target();
    Stop stop = Stop.interrupting(Thread.currentThread());
    try {
      if (dryRun) {
        tally(target).print("would be replayed");
      } else if (all || filter.isGiven()) {
        replay(target);
      } else {
        ask(target);
      }
      return 0;
    } catch (TopicTail.Interrupted e) {
      return 0;
    } finally {
      spec.commandLine().getOut().flush();
      stop.done();
    }
  }

  /// Nothing was named: says what there is.
  private void ask(Connection.Target target) {
    throw new ParameterException(
        spec.commandLine(),
        "%,d of the dead letters can be replayed: say which with --reason, --topic, --stage or"
                .formatted(tally(target).of(LetterFate.WAITING))
            + " --since, or --all");
  }

  private Tally tally(Connection.Target target) {
    try (LetterBox box = LetterBox.open(target.clients(), target.topics())) {
      Tally tally = new Tally(rules(box, target.topics()));
      box.letters(letter -> tally.choose(letter, target.topics()));
      return tally;
    }
  }

  private void replay(Connection.Target target) {
    // The post comes first: from then on no other replay writes receipts.
    try (LetterPost post = LetterPost.open(target.clients(), target.topics());
        LetterBox box = LetterBox.open(target.clients(), target.topics())) {
      replay(post, box, target.topics());
    }
  }

  private void replay(LetterPost post, LetterBox box, TopicNames topics) {
    Tally tally = new Tally(rules(box, topics));
    Progress progress = new Progress(spec.commandLine().getErr(), "read", box.size());
    try {
      post.replay(
          box,
          letter -> {
            progress.step();
            return tally.choose(letter, topics);
          });
      progress.end();
      tally.print("replayed");
    } catch (TopicTail.Interrupted e) {
      progress.end();
      spec.commandLine()
          .getOut()
          .printf("interrupted; replayed %,d dead letters, may be repeated%n", post.committed());
      throw e;
    }
  }

  private LetterFate.Rules rules(LetterBox box, TopicNames topics) {
    Replayed replayed = again ? Replayed.nothing() : box.replayed();
    return new LetterFate.Rules(Set.copyOf(topics.inputs()), replayed, maxReplays);
  }

  /// Counts the letters by what becomes of them, and names those that are left out.
  private final class Tally {

    private final LetterFate.Rules rules;
    private final PrintWriter out = spec.commandLine().getOut();
    private final Map<LetterFate, Long> counts = new EnumMap<>(LetterFate.class);
    private int named;

    Tally(LetterFate.Rules rules) {
      this.rules = rules;
    }

    /// Whether the letter is chosen and can be replayed. A filter that is not given has them all.
    boolean choose(Letter letter, TopicNames topics) {
      if (!filter.has(letter, topics)) {
        return false;
      }
      LetterFate fate = rules.of(letter);
      counts.merge(fate, 1L, Long::sum);
      if (fate != LetterFate.WAITING && fate != LetterFate.REPLAYED) {
        name(letter, fate);
      }
      return fate == LetterFate.WAITING;
    }

    long of(LetterFate fate) {
      return counts.getOrDefault(fate, 0L);
    }

    private void name(Letter letter, LetterFate fate) {
      named++;
      if (named <= MOST_NAMED) {
        out.printf(
            "left out: %s/%s, %s: %s%n",
            PlainText.line(letter.topic(), 100),
            letter.source(),
            PlainText.line(letter.reason(), 60),
            why(fate));
      }
    }

    void print(String done) {
      if (named > MOST_NAMED) {
        out.printf("left out: %,d more; 'dead-letters list' has them all%n", named - MOST_NAMED);
      }
      out.printf("%,d dead letters %s%n", of(LetterFate.WAITING), done);
      for (LetterFate fate : LetterFate.values()) {
        if (fate != LetterFate.WAITING && of(fate) > 0) {
          out.printf("%,d left out: %s%n", of(fate), why(fate));
        }
      }
    }

    private String why(LetterFate fate) {
      return switch (fate) {
        case WAITING -> "can be replayed";
        case REPLAYED -> "replayed before";
        case CUT -> "not all that came is in the dead letter";
        case NO_INPUT -> "did not come from a topic that applications write to";
        case TOO_OFTEN -> "failed again after " + maxReplays + " replays (--max-replays)";
      };
    }
  }
}
