package io.evalstream.offline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.evalstream.event.Evaluation;
import io.evalstream.judge.Outcome;
import io.evalstream.topic.JsonAvro;
import io.evalstream.topic.MalformedJsonException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// What an earlier run has left in its file, in its order.
///
/// It is read as bytes: the end of a process may cut a line off within a character.
final class EarlierEvaluations {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// How each line begins.
  private static final byte[] BEGINNING = "{\"evaluation_id\":\"".getBytes(UTF_8);

  private final Path file;
  private final Map<String, Evaluation> kept = new LinkedHashMap<>();
  private int lines;
  private int again;
  private boolean cutOff;

  private EarlierEvaluations(Path file) {
    this.file = file;
  }

  /// @throws RowException at a line that is no evaluation, or not the beginning of one
  static EarlierEvaluations read(Path file) throws IOException {
    EarlierEvaluations earlier = new EarlierEvaluations(file);
    if (Files.exists(file)) {
      try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
        earlier.read(bytes);
      }
    }
    return earlier;
  }

  private void read(InputStream bytes) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = bytes.read(); next >= 0; next = bytes.read()) {
      if (next == '\n') {
        finished(line.toByteArray());
        line.reset();
      } else {
        line.write(next);
      }
    }
    if (line.size() > 0) {
      unfinished(line.toByteArray());
    }
  }

  private void finished(byte[] line) {
    lines++;
    if (new String(line, UTF_8).isBlank()) {
      return;
    }
    Evaluation evaluation = evaluation(line);
    if (Outcome.named(evaluation.getOutcome()).filter(Outcome::mayPass).isPresent()) {
      again++;
    } else {
      kept.put(evaluation.getEvaluationId(), evaluation);
    }
  }

  private Evaluation evaluation(byte[] line) {
    try {
      return JsonAvro.read(JSON.readTree(line), Evaluation.class).value();
    } catch (MalformedJsonException | IOException e) {
      throw new RowException(
          file,
          lines,
          "must be an evaluation, as an earlier run of 'eval' wrote it. Choose another --out ("
              + e.getMessage()
              + ")");
    }
  }

  /// Nothing but what was written here is dropped.
  private void unfinished(byte[] line) {
    int seen = Math.min(line.length, BEGINNING.length);
    boolean begun = Arrays.equals(line, 0, seen, BEGINNING, 0, seen);
    if (!begun && kept.size() + again == 0) {
      throw new RowException(
          file,
          lines + 1,
          "must be an evaluation, as an earlier run of 'eval' wrote it, or the beginning of one."
              + " Choose another --out");
    }
    cutOff = true;
  }

  /// What has ended for good, by id.
  Map<String, Evaluation> kept() {
    return kept;
  }

  /// How many ended without a label for reasons that may pass.
  int again() {
    return again;
  }

  /// Whether the last line was unfinished.
  boolean wasCutOff() {
    return cutOff;
  }
}
