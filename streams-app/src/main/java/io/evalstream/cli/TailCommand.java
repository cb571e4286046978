package io.evalstream.cli;

import io.evalstream.registry.GenericAvroReader;
import io.evalstream.registry.RegistryClient;
import io.evalstream.registry.RegistryConfig;
import io.evalstream.topic.TopicTail;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// Prints the records of a topic.
@Command(
    name = "tail",
    description = {
      "Prints the records of a topic as JSON lines, with the field names of Avro.",
      "Topics: chat-events, retrieval-spans, evaluations, judged-traces, eval-rates, alerts,"
          + " dead-letters, feedback; or the full name of any other."
    },
    mixinStandardHelpOptions = true)
final class TailCommand implements Callable<Integer> {

  private static final Duration POLL = Duration.ofMillis(200);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Connection connection = new Connection();

  @Parameters(paramLabel = "TOPIC", description = "Short or full name.")
  private String topic = "";

  @Option(names = "--from-beginning", description = "Starts with the oldest record.")
  private boolean fromBeginning;

  @Option(names = "--count", paramLabel = "N", description = "Ends after N records.")
  private @Nullable Long count;

  @Option(
      names = "--idle",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Ends when nothing came for this long, for example 5s.")
  private @Nullable Duration idle;

  @Override
  public Integer call() throws Exception {
    Connection.Target target = connection.target();
    PrintWriter out = spec.commandLine().getOut();
    Stop stop = Stop.interrupting(Thread.currentThread());
    try (RegistryClient registry =
            new RegistryClient(RegistryConfig.from(target.clients(), false));
        TopicTail tail =
            TopicTail.open(target.clients(), target.topics().full(topic), fromBeginning)) {
      print(tail, new RecordLine(new GenericAvroReader(registry)), out);
      return 0;
    } catch (TopicTail.Interrupted e) {
      return 0;
    } finally {
      out.flush();
      stop.done();
    }
  }

  private void print(TopicTail tail, RecordLine line, PrintWriter out) {
    long printed = 0;
    long lastAt = System.nanoTime();
    while (count == null || printed < count) {
      var entries = tail.poll(POLL);
      for (TopicTail.Entry entry : entries) {
        if (count == null || printed < count) {
          out.println(line.of(entry));
          printed++;
        }
      }
      out.flush();
      long now = System.nanoTime();
      lastAt = entries.isEmpty() ? lastAt : now;
      if (idle != null && now - lastAt >= idle.toNanos()) {
        return;
      }
    }
  }

  /// Reads durations as the configuration writes them.
  static final class DurationConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
      return io.evalstream.config.DurationText.parse(text)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "must be a number and a unit, such as 500ms, 5s or 2m, was '" + text + "'"));
    }
  }
}
