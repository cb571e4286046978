package io.evalstream.console.api;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.config.Nearest;
import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.Field;
import io.evalstream.evaluator.Label;
import io.evalstream.evaluator.PromptWriter;
import io.evalstream.http.Parameters;
import io.evalstream.http.Problem;
import io.evalstream.http.ProblemException;
import io.evalstream.http.Routes;
import io.evalstream.judge.Prompt;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/// The evaluators that this monitor knows: what they ask, of whom, and in which words.
record EvaluatorRoutes(Sources sources, PromptWriter prompts) implements Routes {

  /// In place of the nonce of a judgement.
  private static final String NONCE = "0123456789abcdef";

  EvaluatorRoutes(Sources sources) {
    this(sources, new PromptWriter());
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/evaluators", this::list);
    routes.get("/api/v1/evaluators/{id}", this::one);
  }

  private void list(Context context) {
    Parameters.of(context, sources.clock()).check();
    Answers.putAll(context, sources.evaluators().all(), this::summary);
  }

  private void one(Context context) {
    Parameters.of(context, sources.clock()).check();
    String name = context.pathParam("id");
    Evaluator evaluator = sources.evaluators().find(name).orElseThrow(() -> missing(name));
    ObjectNode json = summary(evaluator);
    json.put("question", evaluator.rubric().question());
    json.put("guidance", evaluator.rubric().guidance());
    var requires = json.putArray("requires");
    evaluator.inputs().requires().forEach(needed -> requires.add(needed.toString()));
    var reads = json.putArray("reads");
    evaluator.inputs().reads().forEach(field -> reads.add(field.wireName()));
    json.set("prompt", evaluator.isCoded() ? null : prompt(evaluator));
    Answers.put(context, json);
  }

  private ProblemException missing(String name) {
    String hint =
        name.length() > 100
            ? ""
            : Nearest.to(name, new TreeSet<>(sources.evaluators().names()))
                .map(near -> " Did you mean '" + near + "'?")
                .orElse("");
    return Problem.of(
            HttpStatus.NOT_FOUND,
            "no evaluator has this name; /api/v1/evaluators lists them." + hint)
        .exception();
  }

  private ObjectNode summary(Evaluator evaluator) {
    ObjectNode json = Answers.object();
    json.put("id", evaluator.id());
    json.put("version", sources.evaluators().version(evaluator));
    json.set("aliases", Answers.tree(evaluator.aliases()));
    json.put("description", evaluator.description());
    json.put("target", evaluator.target().wireName());
    json.put("direction", evaluator.direction().wireName());
    json.put("custom", evaluator.custom());
    json.put("coded", evaluator.isCoded());
    var labels = json.putArray("labels");
    evaluator.labels().forEach(label -> labels.add(label(label)));
    json.set("apps", Answers.tree(apps(evaluator)));
    return json;
  }

  private List<String> apps(Evaluator evaluator) {
    return sources.apps().entrySet().stream()
        .filter(app -> app.getValue().contains(evaluator.id()))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static JsonNode label(Label label) {
    ObjectNode json = Answers.object();
    json.put("name", label.name());
    json.put("fails", label.fails());
    json.put("meaning", label.meaning());
    json.set("aliases", Answers.tree(label.aliases()));
    return json;
  }

  /// With the names of the fields where the texts would be.
  private JsonNode prompt(Evaluator evaluator) {
    Map<Field, String> fields =
        List.of(Field.values()).stream()
            .collect(toMap(Function.identity(), field -> "{{" + field.wireName() + "}}"));
    Prompt prompt = prompts.write(evaluator, fields, NONCE);
    return Answers.object().put("system", prompt.system()).put("user", prompt.user());
  }
}
