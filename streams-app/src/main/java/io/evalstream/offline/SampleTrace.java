package io.evalstream.offline;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.evalstream.topic.MalformedJsonException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Objects;

/// A made-up trace that has every text an evaluator can read.
public final class SampleTrace {

  private static final String PATH = "/offline/sample.json";

  private SampleTrace() {}

  public static TraceRow row() {
    try (InputStream source =
        Objects.requireNonNull(SampleTrace.class.getResourceAsStream(PATH), PATH)) {
      return TraceRow.of(new ObjectMapper().readTree(source), "sample", Instant.EPOCH, false);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + PATH, e);
    } catch (MalformedJsonException e) {
      throw new IllegalStateException("the sample trace is broken", e);
    }
  }
}
