package io.evalstream.otlp;

import com.fasterxml.jackson.core.JsonPointer;
import io.evalstream.config.Section;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The names under which the mapping from spans to turns looks for things.
///
/// @param changed rows whose names the configuration gives; they are looked for on every span, the
///   root first, and nothing else is
/// @param apps name of a service to the app that it is
/// @param attributes attribute of the chat event to the attribute of a span or its resource
/// @param toolResults whether what tools gave back counts as documents when nothing was retrieved
public record Mapping(
    Map<Row, List<String>> changed,
    Map<String, String> apps,
    Map<String, String> attributes,
    boolean toolResults) {

  /// Nothing is changed.
  public static final Mapping DEFAULT = new Mapping(Map.of(), Map.of(), Map.of(), true);

  public Mapping {
    changed = Map.copyOf(changed);
    apps = Map.copyOf(apps);
    attributes = Map.copyOf(attributes);
  }

  /// @param section `otlp`
  public static Mapping read(Section section) {
    return new Mapping(
        rows(section.section("mapping")),
        section.entries("apps"),
        section.entries("attributes"),
        section.bool("tool_results_are_documents", DEFAULT.toolResults));
  }

  private static Map<Row, List<String>> rows(Section section) {
    Map<Row, List<String>> rows = new EnumMap<>(Row.class);
    for (Row row : Row.values()) {
      List<String> names = section.strings(row.key());
      if (!names.isEmpty()) {
        rows.put(row, names);
      }
    }
    for (Row row : List.of(Row.QUESTION_POINTERS, Row.RESPONSE_POINTERS)) {
      rows.getOrDefault(row, List.of()).forEach(pointer -> expectPointer(section, row, pointer));
    }
    return rows;
  }

  private static void expectPointer(Section section, Row row, String pointer) {
    try {
      JsonPointer.compile(pointer);
    } catch (IllegalArgumentException e) {
      section.problem(row.key(), "must be a JSON pointer such as /inputs/question", pointer);
    }
  }

  public List<String> names(Row row) {
    return changed.getOrDefault(row, row.names());
  }

  public boolean isChanged(Row row) {
    return changed.containsKey(row);
  }

  public String app(String service) {
    return apps.getOrDefault(service, service);
  }

  /// Every attribute that the mapping may look for.
  Set<String> all() {
    Set<String> all = new HashSet<>(attributes.values());
    for (Row row : Row.values()) {
      if (row.where() != Row.Where.KEYS) {
        all.addAll(names(row));
      }
    }
    return all;
  }
}
