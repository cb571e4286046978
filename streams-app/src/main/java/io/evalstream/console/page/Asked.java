package io.evalstream.console.page;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a browser asks of a page. A parameter that is empty is not there.
///
/// @param path values of the names in the path
/// @param query the first value of each parameter
record Asked(Map<String, String> path, Map<String, String> query) {

  static final Asked NOTHING = new Asked(Map.of(), Map.of());

  Asked {
    path = Map.copyOf(path);
    query = Map.copyOf(query);
  }

  static Asked of(Context context) {
    Map<String, String> query = new HashMap<>();
    context
        .queryParamMap()
        .forEach(
            (name, values) ->
                values.stream()
                    .filter(value -> !value.isBlank())
                    .findFirst()
                    .ifPresent(value -> query.put(name, value)));
    return new Asked(new LinkedHashMap<>(context.pathParamMap()), query);
  }

  static Asked query(Map<String, String> query) {
    return new Asked(Map.of(), query);
  }

  /// A value of the path, or else the parameter of that name.
  String name(String name) {
    @Nullable String value = path.getOrDefault(name, query.get(name));
    if (value == null) {
      throw new BadRequestResponse("The address has to say which " + name + " is meant.");
    }
    return value;
  }

  @Nullable String text(String name) {
    return query.get(name);
  }

  /// A list that goes on where the address says.
  ///
  /// @param list refuses a cursor that is none with an [IllegalArgumentException]
  <T> T listed(Supplier<T> list) {
    try {
      return list.get();
    } catch (IllegalArgumentException e) {
      if (query.containsKey("cursor")) {
        throw new BadRequestResponse(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  /// One of some values; the first of them when the address does not say.
  String choice(String name, List<String> values) {
    String value = query.getOrDefault(name, values.getFirst());
    if (!values.contains(value)) {
      throw new BadRequestResponse(
          name + " must be one of " + String.join(", ", values) + ", was " + value);
    }
    return value;
  }

  @Nullable Boolean flag(String name) {
    return Optional.ofNullable(query.get(name))
        .map(
            value ->
                switch (value) {
                  case "true" -> true;
                  case "false" -> false;
                  default ->
                      throw new BadRequestResponse(name + " must be true or false, was " + value);
                })
        .orElse(null);
  }

  /// A time such as `2026-05-01T10:00:00Z`; without seconds and zone, as fields of forms have it,
  /// it is UTC.
  @Nullable Instant time(String name) {
    @Nullable String value = query.get(name);
    if (value == null) {
      return null;
    }
    try {
      return Instant.parse(value.endsWith("Z") || value.contains("+") ? value : value + "Z");
    } catch (DateTimeParseException notSeconds) {
      return ofMinutes(name, value);
    }
  }

  private static Instant ofMinutes(String name, String value) {
    try {
      return Instant.parse(value + ":00Z");
    } catch (DateTimeParseException e) {
      throw new BadRequestResponse(
          name + " must be a time such as 2026-05-01T10:00:00Z, was " + value);
    }
  }
}
