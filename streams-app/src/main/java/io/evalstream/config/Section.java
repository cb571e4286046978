package io.evalstream.config;

import io.evalstream.config.Reading.Breaks;
import io.evalstream.config.Reading.Fits;
import io.evalstream.config.Value.Many;
import io.evalstream.config.Value.Mapping;
import io.evalstream.config.Value.Nothing;
import io.evalstream.config.Value.Text;
import io.evalstream.config.Value.Unreadable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One mapping of the configuration; asking it for a key makes the key known.
///
/// No method throws for what the configuration holds: a value that breaks its rule is recorded as a
/// problem and the default, or an empty stand-in, is returned, so that one run finds all problems.
/// A key without a value counts as absent. Used by one thread, while the configuration is read.
public final class Section {

  private final String path;
  private final Map<String, Value> values;
  private final Set<Problem> problems;
  private final Set<String> known = new LinkedHashSet<>();
  private boolean anyKey;

  Section(String path, Map<String, Value> values, Set<Problem> problems) {
    this.path = path;
    this.values = values;
    this.problems = problems;
  }

  /// In place of a mapping whose problem has been told: empty, and nothing it lacks is a problem.
  static Section muted(String path) {
    return new Section(path, Map.of(), new LinkedHashSet<>());
  }

  static String join(String path, String key) {
    return path.isEmpty() || key.isEmpty() ? path + key : path + "." + key;
  }

  /// Such as `apps[0].budget`; empty for the root.
  public String path() {
    return path;
  }

  public boolean has(String key) {
    return !(ask(key) instanceof Nothing);
  }

  /// A required text that is not empty; `""` stands in for it.
  public String string(String key) {
    if (ask(key) instanceof Nothing) {
      problem(key, "must be given", null);
    }
    return scalar(key, ScalarType.filledText()).orElse("");
  }

  public String string(String key, String dflt) {
    return scalar(key, ScalarType.text()).orElse(dflt);
  }

  /// An empty text counts as absent.
  public Optional<String> optionalString(String key) {
    return scalar(key, ScalarType.text()).filter(text -> !text.isEmpty());
  }

  /// An empty text counts as absent.
  public Optional<Secret> secret(String key) {
    return optionalString(key).map(Secret::new);
  }

  /// A whole number in [min, max].
  public int integer(String key, int dflt, int min, int max) {
    return Math.toIntExact(longInteger(key, dflt, min, max));
  }

  /// A whole number in [min, max].
  public long longInteger(String key, long dflt, long min, long max) {
    return scalar(key, ScalarType.wholeNumber(min, max)).orElse(dflt);
  }

  /// A number in [min, max].
  public double number(String key, double dflt, double min, double max) {
    return scalar(key, ScalarType.number(min, max)).orElse(dflt);
  }

  /// A number in (0, 1].
  public double share(String key, double dflt) {
    return scalar(key, ScalarType.share()).orElse(dflt);
  }

  /// A required number in [min, max]; `min` stands in for it.
  public double requiredNumber(String key, double min, double max) {
    if (ask(key) instanceof Nothing) {
      problem(key, "must be given", null);
    }
    return number(key, min, min, max);
  }

  public boolean bool(String key, boolean dflt) {
    return scalar(key, ScalarType.bool()).orElse(dflt);
  }

  /// A whole number and a unit (ms, s, m, h, d), in [min, max].
  public Duration duration(String key, Duration dflt, Duration min, Duration max) {
    return scalar(key, ScalarType.duration(min, max)).orElse(dflt);
  }

  /// The choice of that name.
  public <E> E oneOf(String key, Map<String, E> choices, E dflt) {
    return scalar(key, ScalarType.oneOf(choices)).orElse(dflt);
  }

  /// A list of texts; a single text is a list of one.
  public List<String> strings(String key) {
    return oneOrMany(key).stream()
        .flatMap(element -> scalar(element, ScalarType.filledText()).stream())
        .toList();
  }

  /// The mapping under a key; empty when there is none.
  public Section section(String key) {
    return switch (ask(key)) {
      case Mapping(Section section) -> section;
      case Nothing nothing -> new Section(nothing.path(), Map.of(), problems);
      case Value other -> {
        refuse(other, "must be a mapping");
        yield muted(other.path());
      }
    };
  }

  /// A list of mappings.
  public List<Section> sections(String key) {
    var sections = new ArrayList<Section>();
    for (Value element : many(key)) {
      if (element instanceof Mapping(Section section)) {
        sections.add(section);
      } else {
        refuse(element, "must be a mapping");
      }
    }
    return Collections.unmodifiableList(sections);
  }

  /// A mapping from names to mappings, in the order of the file.
  public Map<String, Section> named(String key) {
    Section all = section(key);
    var named = new LinkedHashMap<String, Section>();
    all.values.keySet().forEach(name -> named.put(name, all.section(name)));
    return Collections.unmodifiableMap(named);
  }

  /// A mapping from names to texts, in the order of the file; a name without a value has `""`.
  public Map<String, String> entries(String key) {
    Section all = section(key);
    var entries = new LinkedHashMap<String, String>();
    all.values.keySet().forEach(name -> entries.put(name, all.string(name, "")));
    return Collections.unmodifiableMap(entries);
  }

  /// A list in which short and long forms mix; a single text is a list of one.
  public List<Item> items(String key) {
    var items = new ArrayList<Item>();
    for (Value element : oneOrMany(key)) {
      switch (element) {
        case Text(String at, String text) -> items.add(new Item.Scalar(at, text));
        case Mapping(Section section) -> items.add(new Item.Mapping(section));
        case Value other -> refuse(other, "must be a name or a mapping");
      }
    }
    return Collections.unmodifiableList(items);
  }

  /// Records what only the caller can find, such as two keys that exclude each other.
  ///
  /// @param key empty for the section itself
  /// @param was the value as it should be shown; never a secret
  public void problem(String key, String rule, @Nullable String was) {
    problems.add(new Problem(join(path, key), rule, was, null));
  }

  /// Keys that nobody asks for are no problem here.
  public void allowAnyKey() {
    anyKey = true;
  }

  /// Adds a problem for each key, here and below, that nobody asked for.
  void reportUnknownKeys() {
    values.forEach(
        (key, value) -> {
          if (known.contains(key)) {
            value.reportUnknownKeys();
          } else if (!anyKey) {
            problems.add(new Problem(join(path, key), "unknown key", null, unknownHint(key)));
          }
        });
  }

  private @Nullable String unknownHint(String key) {
    return Nearest.to(key, known)
        .map(near -> "Did you mean '" + near + "'?")
        .orElse(known.isEmpty() ? null : "Known keys: " + String.join(", ", known));
  }

  private Value ask(String key) {
    known.add(key);
    return values.getOrDefault(key, new Nothing(join(path, key)));
  }

  private <T> Optional<T> scalar(String key, ScalarType<T> type) {
    Value value = ask(key);
    return value instanceof Nothing ? Optional.empty() : scalar(value, type);
  }

  private <T> Optional<T> scalar(Value value, ScalarType<T> type) {
    if (!(value instanceof Text(String at, String text))) {
      refuse(value, "must be a single value");
      return Optional.empty();
    }
    return switch (type.read(text)) {
      case Fits<T>(T fitting) -> Optional.of(fitting);
      case Breaks<T>(String rule, String was, String hint) -> {
        problems.add(new Problem(at, rule, was, hint));
        yield Optional.empty();
      }
    };
  }

  private List<Value> oneOrMany(String key) {
    return ask(key) instanceof Text text ? List.of(text) : many(key);
  }

  private List<Value> many(String key) {
    return switch (ask(key)) {
      case Many many -> many.elements();
      case Nothing _ -> List.of();
      case Value other -> {
        refuse(other, "must be a list");
        yield List.of();
      }
    };
  }

  private void refuse(Value value, String rule) {
    if (!(value instanceof Unreadable)) {
      problems.add(new Problem(value.path(), rule, value.kind(), null));
      value.passOver();
    }
  }
}
