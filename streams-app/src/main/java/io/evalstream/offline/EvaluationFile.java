package io.evalstream.offline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evalstream.event.Evaluation;
import io.evalstream.topic.AvroJson;
import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// Evaluations as JSON Lines, one line each as it ends. An earlier file is taken up: what has ended
/// for good is kept, and what may go better now is left out, so that it is judged again.
///
/// A line that was cut off by the end of the process is dropped. The earlier file stays as it is
/// until the kept lines are safe under its name.
///
/// *Threading:* one thread.
public final class EvaluationFile implements AutoCloseable {

  private final Path file;
  private final Map<String, Evaluation> kept;
  private final int again;
  private final boolean cutOff;
  private final Writer out;

  private EvaluationFile(Path file, EarlierEvaluations earlier) throws IOException {
    this.file = file;
    this.kept = Map.copyOf(earlier.kept());
    this.again = earlier.again();
    this.cutOff = earlier.wasCutOff();
    if (again > 0 || cutOff) {
      rewrite(file, earlier.kept());
    }
    // Not a channel: that would be closed by the interrupt that stops the command.
    this.out =
        new BufferedWriter(
            new OutputStreamWriter(new FileOutputStream(file.toFile(), true), UTF_8));
  }

  /// Opens a file to write to, and reads what is in it already.
  ///
  /// @throws RowException at a line that is no evaluation, unless it is the last one and cut off
  public static EvaluationFile open(Path file) throws IOException {
    return new EvaluationFile(file, EarlierEvaluations.read(file));
  }

  private static void rewrite(Path file, Map<String, Evaluation> kept) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".tmp");
    try (BufferedWriter lines = Files.newBufferedWriter(next)) {
      for (Evaluation evaluation : kept.values()) {
        lines.write(AvroJson.write(evaluation) + "\n");
      }
    }
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /// The evaluation of that id, when an earlier run has it for good.
  public Optional<Evaluation> kept(String evaluationId) {
    return Optional.ofNullable(kept.get(evaluationId));
  }

  /// All evaluations that an earlier run has for good.
  public Collection<Evaluation> kept() {
    return kept.values();
  }

  /// How many evaluations of an earlier run ended without a label for reasons that may pass.
  public int again() {
    return again;
  }

  /// Whether the last line was unfinished.
  public boolean wasCutOff() {
    return cutOff;
  }

  public void add(Evaluation evaluation) {
    try {
      out.write(AvroJson.write(evaluation) + "\n");
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
