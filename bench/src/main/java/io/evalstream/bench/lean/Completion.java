package io.evalstream.bench.lean;

import static java.nio.charset.StandardCharsets.UTF_8;

/// A chat completion as an HTTP response, with the fields that the judge stub sends. Its
/// explanation says when it was written, so that a reader of the evaluation knows how long it was
/// on its way.
public final class Completion {

  /// Stands before the epoch milliseconds in the explanation.
  public static final String WRITTEN_AT = "Written at ";

  private static final String BEFORE =
      "{\"id\":\"chatcmpl-lean\",\"object\":\"chat.completion\",\"created\":1700000000,"
          + "\"model\":\"lean\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
          + "\"content\":\"{\\\"explanation\\\":\\\""
          + WRITTEN_AT;

  private static final String BETWEEN = "\\\",\\\"label\\\":\\\"";

  private static final String AFTER =
      "\\\"}\",\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"stop\"}],"
          + "\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":16,\"total_tokens\":1016}}";

  private Completion() {}

  /// @param label as it stands in JSON
  static byte[] saying(String label, long epochMillis) {
    byte[] body =
        (BEFORE + epochMillis + BETWEEN + label.replace("\\", "\\\\") + AFTER).getBytes(UTF_8);
    byte[] head =
        ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(UTF_8);
    byte[] whole = new byte[head.length + body.length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(body, 0, whole, head.length, body.length);
    return whole;
  }
}
