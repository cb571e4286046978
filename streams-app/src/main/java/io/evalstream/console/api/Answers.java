package io.evalstream.console.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.console.archive.Listing;
import io.evalstream.http.Problem;
import io.evalstream.topic.AvroJson;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// The forms of answers: an object, or a list with the place where it goes on.
final class Answers {

  private static final JsonMapper MAPPER = new JsonMapper();

  private Answers() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static JsonNode tree(@Nullable Object plain) {
    return MAPPER.valueToTree(plain);
  }

  static void put(Context context, JsonNode json) {
    context.contentType("application/json").result(json.toString());
  }

  /// A list that is whole.
  static <T> void putAll(Context context, List<T> items, Function<? super T, JsonNode> shape) {
    put(context, new Listing<>(items, null), shape);
  }

  static void putRecords(Context context, Listing<? extends SpecificRecord> part) {
    put(context, part, AvroJson::write);
  }

  static <T> void put(Context context, Listing<T> part, Function<? super T, JsonNode> shape) {
    ObjectNode json = object();
    var items = json.putArray("items");
    part.items().forEach(item -> items.add(shape.apply(item)));
    json.put("next", part.next());
    put(context, json);
  }

  /// A part of a list, which refuses a cursor that it did not give.
  static <T> Listing<T> part(Supplier<Listing<T>> asked) {
    try {
      return asked.get();
    } catch (IllegalArgumentException e) {
      String detail = String.valueOf(e.getMessage());
      throw Problem.of(HttpStatus.BAD_REQUEST, List.of(new Problem.Fault("cursor", detail)))
          .exception();
    }
  }
}
