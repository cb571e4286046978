package io.evalstream.evaluator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evalstream.config.ConfigReader;
import io.evalstream.config.InvalidConfigException;
import io.evalstream.config.Section;
import io.evalstream.trace.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The evaluators that a monitor knows, each found by its id or one of its aliases. Immutable.
public final class EvaluatorLibrary {

  private static final List<String> BUILT_IN =
      List.of(
          "faithfulness",
          "document_relevance",
          "correctness",
          "toxicity",
          "refusal",
          "factuality",
          "answer_relevance",
          "retrieval_relevance",
          "summarization",
          "conciseness",
          "reference_link",
          "off_topic",
          "unauthorized_commitment",
          "brand_negativity",
          "pii_leak",
          "jailbreak",
          "prompt_injection",
          "user_frustration",
          "tool_selection",
          "tool_invocation",
          "tool_response_handling",
          "exact_match",
          "json_valid",
          "contains_citation");

  private static final String TAKEN = "must not be the name of another evaluator, or given twice";

  private static final String RESERVED =
      "must be another name: rates and alerts have the diagnosis of whole traces under this one";

  private final List<Evaluator> all;
  private final Map<String, Evaluator> byName = new LinkedHashMap<>();
  private final Map<String, String> versions = new HashMap<>();

  private EvaluatorLibrary(List<Evaluator> all) {
    this.all = List.copyOf(all);
    for (Evaluator evaluator : all) {
      versions.put(evaluator.id(), evaluator.version());
      for (String name : namesOf(evaluator)) {
        if (byName.putIfAbsent(name, evaluator) != null) {
          throw new IllegalArgumentException("two evaluators answer to '" + name + "'");
        }
      }
    }
  }

  /// Those that come with the monitor.
  public static EvaluatorLibrary builtIn() {
    return new EvaluatorLibrary(BUILT_IN.stream().map(EvaluatorLibrary::load).toList());
  }

  /// This library and custom evaluators; refuses one whose name is taken.
  public EvaluatorLibrary with(List<Evaluator> custom) {
    return new EvaluatorLibrary(Stream.concat(all.stream(), custom.stream()).toList());
  }

  /// This library and the custom evaluators that a configuration defines. What is wrong with a
  /// definition is told to its section, and the evaluator is left out.
  public EvaluatorLibrary withDefinitions(List<Section> definitions) {
    EvaluatorLibrary library = this;
    for (Section definition : definitions) {
      Evaluator custom = Definition.read(definition, true);
      if (library.hasRoomFor(custom, definition)) {
        library = library.with(List.of(custom));
      }
    }
    return library;
  }

  private boolean hasRoomFor(Evaluator custom, Section definition) {
    if (custom.id().equals(Trace.DIAGNOSIS)) {
      definition.problem("id", RESERVED, custom.id());
      return false;
    }
    boolean room = !byName.containsKey(custom.id());
    if (!room && !custom.id().equals(Definition.STAND_IN)) {
      definition.problem("id", TAKEN, custom.id());
    }
    Set<String> own = new HashSet<>(Set.of(custom.id()));
    for (String alias : custom.aliases()) {
      if (alias.equals(Trace.DIAGNOSIS)) {
        definition.problem("aliases", RESERVED, alias);
        room = false;
      } else if (!own.add(alias) || byName.containsKey(alias)) {
        definition.problem("aliases", TAKEN, alias);
        room = false;
      }
    }
    return room;
  }

  public Optional<Evaluator> find(String idOrAlias) {
    return Optional.ofNullable(byName.get(idOrAlias));
  }

  /// The version of an evaluator of this library, as [Evaluator#version] computes it.
  public String version(Evaluator evaluator) {
    return Objects.requireNonNull(versions.get(evaluator.id()), evaluator.id());
  }

  /// Built-in ones first, then custom ones in the order of the configuration.
  public List<Evaluator> all() {
    return all;
  }

  /// Every id and alias, for hints.
  public Set<String> names() {
    return Set.copyOf(byName.keySet());
  }

  private static List<String> namesOf(Evaluator evaluator) {
    List<String> names = new ArrayList<>(evaluator.aliases());
    names.addFirst(evaluator.id());
    return names;
  }

  private static Evaluator load(String id) {
    String path = "/evaluators/" + id + ".yaml";
    try (InputStream source =
        Objects.requireNonNull(EvaluatorLibrary.class.getResourceAsStream(path), path)) {
      String yaml = new String(source.readAllBytes(), UTF_8);
      return ConfigReader.readText(
          path, yaml, Map.of(), definition -> Definition.read(definition, false));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    } catch (InvalidConfigException e) {
      throw new IllegalStateException("a built-in evaluator is broken", e);
    }
  }
}
