package io.evalstream.bench.fit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// A folder of JSON Lines files, plain or compressed with gzip.
record LabelledFolder(Path folder) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// The traces of every set; one that stands in two files counts once.
  Map<String, List<Trace>> sets() throws IOException {
    Map<String, List<Trace>> sets = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file :
          files.sorted().filter(f -> f.toString().matches(".*\\.jsonl(\\.gz)?")).toList()) {
        read(file, sets, seen);
      }
    }
    return sets;
  }

  private static void read(Path file, Map<String, List<Trace>> sets, Set<String> seen)
      throws IOException {
    String name = file.getFileName().toString().replaceFirst("\\.jsonl(\\.gz)?$", "");
    try (BufferedReader lines = open(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          Trace trace = trace(line, file + ":" + number);
          if (seen.add(trace.id().isEmpty() ? name + ":" + number : trace.id())) {
            sets.computeIfAbsent(trace.set(name), _ -> new ArrayList<>()).add(trace);
          }
        }
      }
    }
  }

  private static Trace trace(String line, String place) throws IOException {
    try {
      return new Trace(JSON.readTree(line));
    } catch (JsonProcessingException e) {
      throw new IOException(place + ": not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static BufferedReader open(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    return new BufferedReader(
        new InputStreamReader(
            file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes, UTF_8));
  }
}
