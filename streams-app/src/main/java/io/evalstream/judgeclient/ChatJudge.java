package io.evalstream.judgeclient;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.evalstream.async.Attempt;
import io.evalstream.async.CallResult;
import io.evalstream.judge.Judge;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// An LLM behind an API that speaks OpenAI's chat completions or Anthropic's messages.
///
/// *How it works.* A call blocks its virtual thread for one exchange over HTTP, or for a few when a
/// reply had no label, was cut off, or is to be explained. An interrupt ends it at once and gives
/// the connection back.
final class ChatJudge implements Judge {

  private final String name;
  private final ChatApi api;
  private final ChatLine line;
  private final Faults faults;
  private final InstantSource clock;

  ChatJudge(String name, ChatApi api, ChatEndpoint endpoint, InstantSource clock) {
    this.name = name;
    this.api = api;
    this.clock = clock;
    this.line = new ChatLine(name, endpoint, api, extra(api), clock);
    this.faults = new Faults(endpoint.url(), api.secrets());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public CallResult<JudgeReply> call(JudgeRequest request, Attempt attempt)
      throws InterruptedException {
    Tally tally = new Tally(api, request.prompt());
    try {
      return new Hearing(
              request,
              line,
              faults,
              tally,
              api.maxOutputTokens(),
              clock.instant().plus(attempt.timeout()))
          .hold();
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("the call was given up");
      }
      return faults.of(e);
    }
  }

  @Override
  public void close() {
    line.close();
  }

  /// A value that reads as JSON is taken as JSON, any other as text.
  private static Map<String, JsonNode> extra(ChatApi api) {
    Map<String, JsonNode> extra = new HashMap<>();
    api.extraBody()
        .forEach(
            (key, value) -> {
              JsonNode json = Json.readOrMissing(value);
              extra.put(key, json.isMissingNode() ? new TextNode(value) : json);
            });
    return extra;
  }
}
