package io.evalstream.devcluster.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The events of a registry in a file, one JSON object a line, only ever appended.
///
/// A last line without its end was never acknowledged, so it is cut off at the start.
///
/// @param file null to keep nothing
record RegistryLog(@Nullable Path file) {

  private static final JsonMapper JSON = new JsonMapper();

  /// The log `schemas.jsonl` of a folder, which is made when it is not there.
  static RegistryLog in(@Nullable Path folder) {
    if (folder == null) {
      return new RegistryLog(null);
    }
    try {
      return new RegistryLog(Files.createDirectories(folder).resolve("schemas.jsonl"));
    } catch (IOException e) {
      throw new UncheckedIOException("registry: cannot create data folder " + folder, e);
    }
  }

  /// All events, oldest first.
  List<RegistryEvent> replay() {
    if (file == null || !Files.exists(file)) {
      return List.of();
    }
    try {
      return parse(completeLines(file), file);
    } catch (IOException e) {
      throw new UncheckedIOException("registry: cannot read " + file, e);
    }
  }

  private static String completeLines(Path file) throws IOException {
    String text = Files.readString(file);
    String complete = text.substring(0, text.lastIndexOf('\n') + 1);
    if (complete.length() < text.length()) {
      Files.writeString(file, complete);
    }
    return complete;
  }

  private static List<RegistryEvent> parse(String text, Path file) {
    List<RegistryEvent> events = new ArrayList<>();
    for (String line : text.lines().toList()) {
      try {
        events.add(JSON.readValue(line, RegistryEvent.class));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(
            file + " line " + (events.size() + 1) + ": must be a registry event, was " + line, e);
      }
    }
    return events;
  }

  /// Adds an event; it is in the file when this returns.
  void append(RegistryEvent event) {
    if (file == null) {
      return;
    }
    try {
      Files.write(
          file,
          (JSON.writeValueAsString(event) + "\n").getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("registry: cannot write " + file, e);
    }
  }
}
