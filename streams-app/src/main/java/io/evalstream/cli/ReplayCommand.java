package io.evalstream.cli;

import io.evalstream.offline.RowFile;
import io.evalstream.offline.TraceRow;
import io.evalstream.topic.EventWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Publishes the traces of a file.
@Command(
    name = "replay",
    description = {
      "Publishes a JSON Lines file (gzip too) as chat events and retrieval spans.",
      "A row needs app, question and response; it may have id (the trace id), model,"
          + " prompt_version, history, documents [{id, text, score, embedding}], tool_calls [{name, arguments,"
          + " result}], available_tools, reference_answer, query_embedding [numbers], occurred_at and attributes. Other plain fields are kept as attributes.",
      "A trace id that was judged within assembly.remember (24h) counts as a duplicate: the second"
          + " replay of a file is not judged again."
    },
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Connection connection = new Connection();

  @Parameters(paramLabel = "FILE", description = "The rows.")
  private Path file = Path.of("");

  @Option(
      names = "--rate",
      defaultValue = "0",
      paramLabel = "R",
      description = "Traces a second; 0 is as fast as possible (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--keep-times",
      description =
          "Keeps occurred_at of the rows. Without it a trace occurs when it is published.")
  private boolean keepTimes;

  @Override
  public Integer call() throws Exception {
    if (!Files.isReadable(file)) {
      throw new ParameterException(spec.commandLine(), "cannot read " + file);
    }
    if (rate < 0) {
      throw new ParameterException(spec.commandLine(), "--rate must be at least 0, was " + rate);
    }
    Connection.Target target = connection.target();
    RowFile rows = new RowFile(file);
    Progress progress = new Progress(spec.commandLine().getErr(), "published", rows.count());
    AtomicLong ignored = new AtomicLong();
    try (EventWriter writer = new EventWriter(target.clients(), target.topics())) {
      Pace pace = new Pace(rate);
      rows.forEach(
          keepTimes,
          row -> {
            pace.await();
            publish(writer, row);
            ignored.addAndGet(row.ignoredFields());
            progress.step();
          });
      writer.flush();
    }
    progress.end();
    spec.commandLine()
        .getOut()
        .printf(
            "published %d traces of %s to %s%s%n",
            progress.done(),
            file,
            target.bootstrapServers(),
            ignored.get() == 0 ? "" : "; ignored " + ignored.get() + " unknown fields");
    return 0;
  }

  private static void publish(EventWriter writer, TraceRow row) {
    if (row.span() != null) {
      writer.send(row.span());
    }
    writer.send(row.event());
  }

  /// Spreads steps evenly over time.
  private static final class Pace {

    private final double perSecond;
    private final long started = System.nanoTime();
    private long steps;

    Pace(double perSecond) {
      this.perSecond = perSecond;
    }

    void await() {
      if (perSecond == 0) {
        return;
      }
      long due = started + (long) (steps++ / perSecond * TimeUnit.SECONDS.toNanos(1));
      long wait = due - System.nanoTime();
      if (wait > 0) {
        java.util.concurrent.locks.LockSupport.parkNanos(wait);
      }
    }
  }
}
