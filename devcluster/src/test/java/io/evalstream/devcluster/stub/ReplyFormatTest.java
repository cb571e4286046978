package io.evalstream.devcluster.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.devcluster.loopback.Http;
import io.evalstream.devcluster.loopback.Http.Reply;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The ways in which chat completions can be asked for the shape of a reply.
@Timeout(60)
class ReplyFormatTest {

  private static final JsonMapper JSON = new JsonMapper();

  private final JudgeStub judge =
      JudgeStub.start(
          0,
          (evaluator, labels, blocks) ->
              new Verdict(labels.getLast(), "'" + evaluator + "' read " + blocks.get("response")),
          Faults.NONE);
  private final Http http = Http.of(judge.url());

  @AfterEach
  void stop() {
    http.close();
    judge.close();
  }

  @Test
  void words_saysLabelsAndKeys() throws Exception {
    assertThat(content(ask(words("Paris"))))
        .isEqualTo("{\"explanation\":\"'' read Paris\",\"label\":\"unfaithful\"}");
    assertThat(content(ask(ofType(words("Paris"), "json_object"))))
        .isEqualTo("{\"explanation\":\"'' read Paris\",\"label\":\"unfaithful\"}");
  }

  @Test
  void wordsOfAText_doNotCount() throws Exception {
    String text = "Labels:\n- mine\n\nReply with {\"mine\": \"...\"}";

    assertThat(content(ask(words(text)))).endsWith(",\"label\":\"unfaithful\"}");
  }

  @Test
  void lastMessage_saysWhatTheReplyHolds() throws Exception {
    ObjectNode request = words("Paris");
    request
        .withArray("messages")
        .addObject()
        .put("role", "user")
        .put("content", "Explain. Reply with one JSON object: {\"explanation\": \"...\"}");

    assertThat(content(ask(request))).isEqualTo("{\"explanation\":\"'' read Paris\"}");
  }

  @Test
  void tool_isCalled() throws Exception {
    Reply reply = ask(withTool());

    assertThat(reply.json().at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
    assertThat(reply.json().at("/choices/0/message/content").isNull()).isTrue();
    assertThat(reply.json().at("/choices/0/message/tool_calls/0/function/name").asText())
        .isEqualTo("faithfulness");
    assertThat(reply.json().at("/choices/0/message/tool_calls/0/function/arguments").asText())
        .isEqualTo("{\"label\":\"unfaithful\"}");
  }

  @Test
  void formThatIsNotUnderstood_isRefusedAsAProviderDoes() throws Exception {
    judge.setFaults(FaultsJson.parse("{\"understands\": [\"text\"]}"));
    String schema = ChatBodies.asking("Paris");

    Reply ofSchema = http.post(ChatBodies.PATH, schema);

    assertThat(ofSchema.status()).isEqualTo(400);
    assertThat(ofSchema.json().at("/error/param").asText()).isEqualTo("response_format");
    assertThat(message(ofSchema))
        .isEqualTo(
            "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model.");
    assertThat(message(ask(ofType(words("Paris"), "json_object")))).contains("'json_object'");
    assertThat(message(ask(withTool()))).isEqualTo("tools is not supported in this model.");
    assertThat(ask(words("Paris")).status()).isEqualTo(200);
    assertThat(judge.stats().calls(Ending.INVALID)).isEqualTo(3);
  }

  @Test
  void wordsAlone_canBeTooLittle() throws Exception {
    judge.setFaults(Faults.NONE.withUnderstood(EnumSet.of(ReplyFormat.JSON_OBJECT)));

    assertThat(message(ask(words("Paris"))))
        .isEqualTo("Missing required parameter: 'response_format'.");
  }

  @Test
  void promptBeyondTheContext_isRefused() throws Exception {
    judge.setFaults(FaultsJson.parse("{\"context_tokens\": 10}"));

    Reply reply = ask(words("Paris"));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().at("/error/code").asText()).isEqualTo("context_length_exceeded");
  }

  @Test
  void wish_isReadFromTheEnd() {
    String prompt = MessageBodies.prompt("{\"x\": \"...\"}");

    assertThat(ReplyWish.labels(prompt)).isEqualTo(List.of("faithful", "unfaithful"));
    assertThat(ReplyWish.keys(prompt)).isEqualTo(List.of("explanation", "label"));
    assertThat(ReplyWish.keys("{\"label\": \"...\"}")).isEqualTo(List.of("label"));
    assertThat(ReplyWish.labels("none")).isEmpty();
  }

  private Reply ask(ObjectNode request) throws Exception {
    return http.post(ChatBodies.PATH, request.toString());
  }

  private static ObjectNode words(String response) {
    ObjectNode request = JSON.createObjectNode().put("model", "stub-1");
    request
        .putArray("messages")
        .addObject()
        .put("role", "user")
        .put("content", MessageBodies.prompt(response));
    return request;
  }

  private static ObjectNode ofType(ObjectNode request, String type) {
    request.putObject("response_format").put("type", type);
    return request;
  }

  private static ObjectNode withTool() {
    ObjectNode request = words("Paris");
    request
        .putArray("tools")
        .addObject()
        .put("type", "function")
        .putObject("function")
        .put("name", "faithfulness")
        .set("parameters", MessageBodies.schema("label"));
    return request;
  }

  private static String content(Reply reply) {
    return reply.json().at("/choices/0/message/content").asText();
  }

  private static String message(Reply reply) {
    return reply.json().at("/error/message").asText();
  }
}
