package io.evalstream.offline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evalstream.event.Evaluation;
import io.evalstream.judge.Outcome;
import io.evalstream.topic.AvroJson;
import io.evalstream.topic.JsonAvro;
import io.evalstream.topic.MalformedJsonException;
import java.io.BufferedWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
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

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Map<String, Evaluation> kept;
  private final int again;
  private final boolean cutOff;
  private final Writer out;

  private EvaluationFile(Path file, Earlier earlier) throws IOException {
    this.file = file;
    this.kept = Map.copyOf(earlier.kept);
    this.again = earlier.again;
    this.cutOff = earlier.cutOff;
    if (earlier.again > 0 || earlier.cutOff) {
      rewrite(file, earlier.kept);
    }
    // Not a channel: that would be closed by the interrupt that stops the command.
    this.out =
        new BufferedWriter(
            new OutputStreamWriter(new FileOutputStream(file.toFile(), true), UTF_8));
  }

  /// What an earlier run has left, in its order.
  private static final class Earlier {
    private final Map<String, Evaluation> kept = new LinkedHashMap<>();
    private int again;
    private boolean cutOff;

    private void add(Evaluation evaluation) {
      if (mayGoBetter(evaluation)) {
        again++;
      } else {
        kept.put(evaluation.getEvaluationId(), evaluation);
      }
    }
  }

  /// Opens a file to write to, and reads what is in it already.
  ///
  /// @throws RowException at a line that is no evaluation, unless it is the last one and unfinished
  public static EvaluationFile open(Path file) throws IOException {
    return new EvaluationFile(file, Files.exists(file) ? read(file) : new Earlier());
  }

  private static Earlier read(Path file) throws IOException {
    Earlier earlier = new Earlier();
    String text = Files.readString(file);
    boolean finished = text.isEmpty() || text.endsWith("\n");
    String[] lines = text.split("\n");
    for (int i = 0; i < lines.length; i++) {
      if (i == lines.length - 1 && !finished) {
        earlier.cutOff = true;
      } else if (!lines[i].isBlank()) {
        earlier.add(evaluation(file, i + 1, lines[i]));
      }
    }
    return earlier;
  }

  private static Evaluation evaluation(Path file, int number, String line) {
    try {
      return JsonAvro.read(JSON.readTree(line), Evaluation.class).value();
    } catch (MalformedJsonException | JsonProcessingException e) {
      throw new RowException(
          file,
          number,
          "must be an evaluation, as an earlier run of 'eval' wrote it. Choose another --out ("
              + e.getMessage()
              + ")");
    }
  }

  private static boolean mayGoBetter(Evaluation evaluation) {
    return Outcome.named(evaluation.getOutcome()).filter(Outcome::mayPass).isPresent();
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

  /// How many evaluations are kept.
  public int kept() {
    return kept.size();
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
