package io.evalstream.cli;

import io.evalstream.topic.Letter;
import io.evalstream.topic.LetterBox;
import io.evalstream.topic.LetterFate;
import io.evalstream.topic.TopicTail;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Lists dead letters.
@Command(
    name = "list",
    description = {
      "Lists dead letters: when, from topic/partition/offset, which stage, why.",
      "States: waiting (can be replayed), replayed, cut (not all of it is there), no input (came"
          + " from no topic that applications write to), too often (failed after as many replays as"
          + " 'replay' allows by default). A + behind the bytes means that it is cut."
    },
    mixinStandardHelpOptions = true)
final class DeadLettersListCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Connection connection = new Connection();
  @Mixin private LetterFilter filter = new LetterFilter();

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "100",
      description = "Shows the newest N (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(names = "--summary", description = "Shows only how many there are of each kind.")
  private boolean summary;

  @Option(names = "--json", description = "Prints one object a line, and no summary.")
  private boolean json;

  /// A letter with what can become of it.
  private record Shown(Letter letter, LetterFate fate) {

    static final Comparator<Shown> OLDEST_FIRST =
        Comparator.comparing((Shown shown) -> shown.letter.time())
            .thenComparingInt(shown -> shown.letter.place().partition())
            .thenComparingLong(shown -> shown.letter.place().offset());
  }

  @Override
  public Integer call() throws Exception {
    if (count < 1) {
      throw new ParameterException(spec.commandLine(), "--count must be at least 1, was " + count);
    }
    if (json && summary) {
      throw new ParameterException(spec.commandLine(), "--json and --summary exclude each other");
    }
    Connection.Target target = connection.target();
    PrintWriter out = spec.commandLine().getOut();
    Stop stop = Stop.interrupting(Thread.currentThread());
    try (LetterBox box = LetterBox.open(target.clients(), target.topics())) {
      show(box, target, out);
      return 0;
    } catch (TopicTail.Interrupted e) {
      return 0;
    } finally {
      out.flush();
      stop.done();
    }
  }

  private void show(LetterBox box, Connection.Target target, PrintWriter out) {
    LetterFate.Rules rules =
        new LetterFate.Rules(
            Set.copyOf(target.topics().inputs()),
            box.replayed(),
            DeadLettersReplayCommand.MOST_REPLAYS);
    LetterTable.Counts counts = new LetterTable.Counts();
    Queue<Shown> newest = new PriorityQueue<>(Shown.OLDEST_FIRST);
    box.letters(
        letter -> {
          if (filter.has(letter, target.topics())) {
            Shown shown = new Shown(letter, rules.of(letter));
            counts.add(letter, shown.fate);
            newest.add(shown);
            if (newest.size() > count) {
              newest.remove();
            }
          }
        });
    print(newest, counts, out);
  }

  private void print(Queue<Shown> newest, LetterTable.Counts counts, PrintWriter out) {
    List<Shown> rows = newest.stream().sorted(Shown.OLDEST_FIRST).toList();
    LetterTable table = new LetterTable(out);
    if (json) {
      rows.forEach(shown -> out.println(LetterTable.json(shown.letter, shown.fate)));
      return;
    }
    if (counts.isEmpty()) {
      out.println(filter.isGiven() ? "no such dead letters" : "no dead letters");
      return;
    }
    if (!summary) {
      table.header();
      rows.forEach(shown -> table.row(shown.letter, shown.fate));
    }
    table.summary(counts);
  }
}
