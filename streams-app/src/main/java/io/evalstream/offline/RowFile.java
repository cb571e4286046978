package io.evalstream.offline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.topic.MalformedJsonException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/// A JSON Lines file of traces, plain or compressed with gzip.
public final class RowFile {

  private static final int GZIP_MAGIC = 0x1f8b;

  private final Path file;
  private final boolean needsResponse;
  private final ObjectMapper json = new ObjectMapper();

  /// A file whose rows are whole traces.
  public RowFile(Path file) {
    this(file, true);
  }

  private RowFile(Path file, boolean needsResponse) {
    this.file = file;
    this.needsResponse = needsResponse;
  }

  /// A file whose rows may lack a response, as those of retrievals do. What is asked about a
  /// response cannot be evaluated for them.
  public static RowFile ofRetrievals(Path file) {
    return new RowFile(file, false);
  }

  /// Counts the rows without reading them as traces.
  public long count() throws IOException {
    try (BufferedReader lines = open()) {
      return lines.lines().filter(line -> !line.isBlank()).count();
    }
  }

  /// Sees the rows one after the other.
  ///
  /// @param <X> what it may throw
  public interface Visitor<X extends Exception> {
    void visit(TraceRow row) throws X;
  }

  /// Reads every row in order.
  ///
  /// @param keepTimes whether `occurred_at` of the rows counts; otherwise a trace occurs when it is
  ///   read
  /// @throws RowException at the first row that is not a trace
  public void forEach(boolean keepTimes, Consumer<TraceRow> consumer) throws IOException {
    visit(keepTimes, Long.MAX_VALUE, consumer::accept);
  }

  /// Reads the first rows in order.
  ///
  /// @param keepTimes as for [#forEach]
  /// @param limit rows at most
  /// @throws RowException at the first row that is not a trace
  public <X extends Exception> void visit(boolean keepTimes, long limit, Visitor<X> visitor)
      throws IOException, X {
    try (BufferedReader lines = open()) {
      int number = 0;
      long rows = 0;
      for (String line = lines.readLine(); line != null && rows < limit; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          rows++;
          visitor.visit(row(line, number, keepTimes));
        }
      }
    }
  }

  /// The first row, without reading the others; empty when there is none.
  public Optional<TraceRow> first() throws IOException {
    try (BufferedReader lines = open()) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          return Optional.of(row(line, number, true));
        }
      }
      return Optional.empty();
    }
  }

  private TraceRow row(String line, int number, boolean keepTimes) {
    try {
      String fallbackId = file.getFileName() + ":" + number;
      return TraceRow.of(whole(json.readTree(line)), fallbackId, Instant.now(), keepTimes);
    } catch (MalformedJsonException e) {
      throw new RowException(file, number, String.valueOf(e.getMessage()));
    } catch (JsonProcessingException e) {
      throw new RowException(file, number, "not JSON: " + e.getOriginalMessage());
    }
  }

  private JsonNode whole(JsonNode row) {
    if (!needsResponse && row instanceof ObjectNode object && !object.hasNonNull("response")) {
      object.put("response", "");
    }
    return row;
  }

  private BufferedReader open() throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
    bytes.mark(2);
    int magic = bytes.read() << 8 | bytes.read();
    bytes.reset();
    InputStream plain = magic == GZIP_MAGIC ? new GZIPInputStream(bytes) : bytes;
    return new BufferedReader(new InputStreamReader(plain, UTF_8));
  }
}
