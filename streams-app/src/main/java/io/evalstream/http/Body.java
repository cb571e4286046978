package io.evalstream.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;

/// The body of a request, read up to a limit.
public final class Body {

  private static final ObjectReader OBJECT =
      JsonMapper.builder(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(ObjectNode.class);

  private Body() {}

  /// A JSON object.
  ///
  /// @param most bytes
  /// @throws ProblemException when it is longer, or none
  public static ObjectNode object(Context context, int most) {
    byte[] bytes = bytes(context, most);
    try {
      ObjectNode object = OBJECT.readValue(bytes);
      if (object != null) {
        return object;
      }
      throw notJson("is empty");
    } catch (JsonProcessingException e) {
      throw notJson(e.getOriginalMessage());
    } catch (IOException e) {
      throw notJson(String.valueOf(e.getMessage()));
    }
  }

  private static ProblemException notJson(String was) {
    return Problem.of(HttpStatus.BAD_REQUEST, "the body must be one JSON object: " + was)
        .exception();
  }

  /// @param most bytes
  /// @throws ProblemException when it is longer
  static byte[] bytes(Context context, int most) {
    expectAtMost(most, context.req().getContentLengthLong());
    try {
      byte[] bytes = context.req().getInputStream().readNBytes(most + 1);
      expectAtMost(most, bytes.length);
      return bytes;
    } catch (IOException e) {
      throw Problem.of(HttpStatus.BAD_REQUEST, "the body could not be read: " + e.getMessage())
          .exception();
    }
  }

  private static void expectAtMost(int most, long length) {
    if (length > most) {
      throw Problem.of(
              HttpStatus.CONTENT_TOO_LARGE, "the body must have at most " + most + " bytes")
          .exception();
    }
  }
}
