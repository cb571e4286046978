package io.evalstream.devcluster.stub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// Answers with the labels of a file, so that the stub judges as people did.
///
/// The file has one JSON object a line, gzip or not: `id`, `question`, `documents` with `id` and
/// `text`, `response`, `labels` by evaluator, `document_labels` by evaluator and document id. Rows
/// that compare two responses are left out: nobody asks a judge for those.
///
/// *How it works*: a request with a `document` block is answered by question and document, any
/// other by question and response; a block that a prompt leaves out does not count. Where that
/// leaves several labels, the `documents` block decides. Where a request does not tell who asks,
/// any evaluator of the file does whose label for these texts is among those to choose from.
public final class LabelledFileAnswerer implements Answerer {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int GZIP_MAGIC = 0x1f;

  private final LabelIndex index = new LabelIndex();
  private final Path file;

  /// Reads a file.
  ///
  /// @throws IllegalArgumentException when a line is no row, or two rows show the same texts with
  ///   different labels
  public LabelledFileAnswerer(Path file) {
    this.file = file;
    try (BufferedReader lines = open(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          add(line, number);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read", e);
    }
  }

  private static BufferedReader open(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
    bytes.mark(1);
    int first = bytes.read();
    bytes.reset();
    return new BufferedReader(
        new InputStreamReader(
            first == GZIP_MAGIC ? new GZIPInputStream(bytes) : bytes, StandardCharsets.UTF_8));
  }

  private void add(String line, int number) {
    try {
      JsonNode row = JSON.readTree(line);
      if (!row.has("response_a")) {
        index.add(LabelledRow.of(row));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          file + " line " + number + ": must be a JSON object, " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + " line " + number + ": " + e.getMessage(), e);
    }
  }

  @Override
  public Verdict answer(String evaluator, List<String> labels, Map<String, String> blocks) {
    LabelIndex.Labelled found = index.find(evaluator, labels, blocks);
    if (!labels.contains(found.label())) {
      throw new NoAnswerException(
          "row "
              + found.rowId()
              + ": the label must be one of "
              + labels
              + ", was "
              + found.label());
    }
    return new Verdict(
        found.label(), "Row " + found.rowId() + " is labelled " + found.label() + ".");
  }
}
