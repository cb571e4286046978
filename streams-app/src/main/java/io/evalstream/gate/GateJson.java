package io.evalstream.gate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// What a gate says, as JSON.
final class GateJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private GateJson() {}

  static ObjectNode write(GateAnswer answer) {
    ObjectNode json = JSON.objectNode();
    json.put("trace_id", answer.traceId());
    json.put("app", answer.app());
    json.put("verdict", answer.decision().verdict().wireName());
    json.put("allowed", answer.decision().allowed());
    json.put("ended_by", answer.end().wireName());
    json.put("waited_ms", answer.waited().toMillis());
    json.put("detail", answer.detail());
    ArrayNode reasons = json.putArray("reasons");
    answer.decision().reasons().forEach(reason -> reasons.add(reason(reason)));
    GatePolicy policy = answer.policy();
    json.set("policy", policy == null ? JSON.nullNode() : policy(policy));
    return json;
  }

  private static ObjectNode reason(Reason reason) {
    GateLabel label = reason.label();
    ObjectNode json = JSON.objectNode();
    json.put("evaluator", reason.evaluator());
    json.put("finding", reason.finding().wireName());
    json.put("label", label == null ? null : label.label());
    json.put("outcome", label == null ? null : label.outcome());
    json.put("explanation", label == null ? reason.detail() : label.explanation());
    json.put("document_id", label == null ? null : orNull(label.documentId()));
    json.put("evaluation_id", label == null ? null : label.evaluationId());
    return json;
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static ObjectNode policy(GatePolicy policy) {
    ObjectNode json = JSON.objectNode();
    ArrayNode block = json.putArray("block");
    for (BlockRule rule : policy.rules()) {
      ObjectNode one = block.addObject();
      one.put("evaluator", rule.evaluator());
      ArrayNode labels = one.putArray("labels");
      rule.labels().stream().sorted().forEach(labels::add);
      if (rule.perDocument()) {
        one.put("documents", rule.documents().wireName());
      }
    }
    json.put("when_undecided", policy.whenUndecided().wireName());
    json.put("when_unsampled", policy.whenUnsampled().wireName());
    json.put("wait_ms", policy.patience().toMillis());
    return json;
  }
}
