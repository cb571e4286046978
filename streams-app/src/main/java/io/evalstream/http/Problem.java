package io.evalstream.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Why a request has no other answer.
///
/// Source: https://www.rfc-editor.org/rfc/rfc9457
///
/// @param detail the rule, the value and what to do
/// @param faults what is wrong with single parameters or fields; empty when it is none of them
/// @param retryAfter when it is worth asking again; null when it is not
public record Problem(
    HttpStatus status, String detail, List<Fault> faults, @Nullable Duration retryAfter) {

  static final String TYPE = "application/problem+json";

  public Problem {
    faults = List.copyOf(faults);
  }

  /// What is wrong with a parameter of the query or a field of the body.
  public record Fault(String name, String detail) {}

  public static Problem of(HttpStatus status, String detail) {
    return new Problem(status, detail, List.of(), null);
  }

  /// A request that breaks rules, all of which are told.
  public static Problem of(HttpStatus status, List<Fault> faults) {
    String detail = faults.stream().map(Fault::detail).collect(Collectors.joining("; "));
    return new Problem(status, detail, faults, null);
  }

  /// There will be an answer later.
  public static Problem later(HttpStatus status, String detail, Duration retryAfter) {
    return new Problem(status, detail, List.of(), retryAfter);
  }

  public ProblemException exception() {
    return new ProblemException(this);
  }

  /// Makes it the answer.
  public void answer(Context context) {
    if (retryAfter != null) {
      context.header("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
    }
    context.status(status).contentType(TYPE).result(json().toString());
  }

  private ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("type", "about:blank");
    json.put("title", status.getMessage());
    json.put("status", status.getCode());
    json.put("detail", detail);
    if (!faults.isEmpty()) {
      ArrayNode errors = json.putArray("errors");
      faults.forEach(
          fault -> errors.addObject().put("name", fault.name).put("detail", fault.detail));
    }
    return json;
  }
}
