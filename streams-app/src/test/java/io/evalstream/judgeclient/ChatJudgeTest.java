package io.evalstream.judgeclient;

import static io.evalstream.judgeclient.ScriptedApi.completion;
import static io.evalstream.judgeclient.ScriptedApi.error;
import static io.evalstream.judgeclient.ScriptedApi.hangsUp;
import static io.evalstream.judgeclient.ScriptedApi.says;
import static io.evalstream.judgeclient.ScriptedApi.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.async.Attempt;
import io.evalstream.async.CallResult;
import io.evalstream.async.Quota;
import io.evalstream.config.Secret;
import io.evalstream.judge.Explain;
import io.evalstream.judge.Judge;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.Outcome;
import io.evalstream.judge.Usage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class ChatJudgeTest implements JudgeContract {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final String FAITHFUL =
      "{\"explanation\": \"The opening time is quoted.\", \"label\": \"faithful\"}";
  private static final String KEY = "sk-very-secret";

  @RegisterExtension final Closing closing = new Closing();
  private final List<Quota> quotas = new CopyOnWriteArrayList<>();

  @Override
  public Judge judge() {
    try {
      return judge(api(says(FAITHFUL)));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void rateLimitsOfTheReply_areTold() throws Exception {
    ScriptedApi api =
        api(
            status(
                429,
                "{}",
                "x-ratelimit-limit-requests",
                "500",
                "x-ratelimit-remaining-requests",
                "0",
                "x-ratelimit-reset-requests",
                "1m0s"));

    judge(api).call(GROUNDED, FIRST);

    assertThat(quotas)
        .containsExactly(new Quota(Quota.Kind.REQUESTS, 500, 0, Duration.ofMinutes(1)));
  }

  @Test
  void request_carriesPromptSchemaAndHeaders() throws Exception {
    ScriptedApi api = api(says(FAITHFUL));

    judge(api).call(GROUNDED, FIRST);

    ScriptedApi.Received request = api.received.take();
    assertThat(request.header("Authorization")).isEqualTo("Bearer " + KEY);
    assertThat(request.header("Idempotency-key")).isEqualTo("e-1");
    assertThat(request.header("X-team")).isEqualTo("quality");
    assertThat(request.body())
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"model": "judge-1",
                 "messages": [{"role": "system", "content": "You are a judge."},
                              {"role": "user", "content": "Is it faithful?"}],
                 "max_completion_tokens": 1024,
                 "response_format": {"type": "json_schema", "json_schema": {
                   "name": "faithfulness", "strict": true, "schema": {
                     "type": "object",
                     "properties": {
                       "explanation": {"type": "string"},
                       "label": {"type": "string", "enum": ["faithful", "unfaithful"]}},
                     "required": ["explanation", "label"],
                     "additionalProperties": false}}},
                 "seed": 7, "reasoning_effort": "low"}"""));
    List<String> schemaKeys = new ArrayList<>();
    request
        .body()
        .at("/response_format/json_schema/schema/properties")
        .fieldNames()
        .forEachRemaining(schemaKeys::add);
    assertThat(schemaKeys).containsExactly("explanation", "label");
  }

  @Test
  void reply_sumsUsageAndCost() throws Exception {
    CallResult<JudgeReply> result =
        judge(api(says("no JSON"), says(FAITHFUL))).call(GROUNDED, FIRST);

    // 2 calls of 1000 tokens in and 100 out, at 2 and 10 dollars a million: 0.004 + 0.002
    assertThat(result)
        .isEqualTo(
            new CallResult.Answered<>(
                new JudgeReply.Labelled(
                    "faithful",
                    "The opening time is quoted.",
                    new Usage("judge-1-2026", 2000, 200, 0.006))));
  }

  @Test
  void explainNever_asksForALabelAlone() throws Exception {
    ScriptedApi api = api(says("{\"label\": \"unfaithful\"}"));

    JudgeReply reply = JudgeContract.answer(judge(api).call(asking(Explain.NEVER), FIRST));

    assertThat(reply).isEqualTo(labelled("unfaithful", null, reply.usage()));
    assertThat(api.received).hasSize(1);
    assertThat(schemaKeys(api.received.take())).containsExactly("label");
  }

  @Test
  void explainOnFail_asksForTheReasonOfAFailure() throws Exception {
    ScriptedApi api =
        api(
            says("{\"label\": \"unfaithful\"}"),
            says("{\"explanation\": \"Nine is nowhere.\", \"label\": \"faithful\"}"));

    JudgeReply reply = JudgeContract.answer(judge(api).call(asking(Explain.ON_FAIL), FIRST));

    assertThat(reply).isEqualTo(labelled("unfaithful", "Nine is nowhere.", reply.usage()));
    assertThat(reply.usage().inputTokens()).isEqualTo(2000);
    assertThat(schemaKeys(api.received.take())).containsExactly("label");
    ScriptedApi.Received second = api.received.take();
    assertThat(schemaKeys(second)).containsExactly("explanation");
    assertThat(second.body().at("/messages/3/content").asText())
        .contains("Explain the label unfaithful");
  }

  @Test
  void explainOnFail_leavesWhatPassesAlone() throws Exception {
    ScriptedApi api = api(says("{\"label\": \"faithful\"}"));

    JudgeReply reply = JudgeContract.answer(judge(api).call(asking(Explain.ON_FAIL), FIRST));

    assertThat(reply).isEqualTo(labelled("faithful", null, reply.usage()));
    assertThat(api.received).hasSize(1);
  }

  @Test
  void explainOnFail_keepsTheLabelWhenNoReasonComes() throws Exception {
    ScriptedApi api = api(says("{\"label\": \"unfaithful\"}"), error(500, "later", "server_error"));

    JudgeReply reply = JudgeContract.answer(judge(api).call(asking(Explain.ON_FAIL), FIRST));

    assertThat(reply)
        .isEqualTo(labelled("unfaithful", "no explanation, the API answered 500", reply.usage()));
  }

  private static JudgeRequest asking(Explain explain) {
    return new JudgeRequest(
        GROUNDED.evaluationId(),
        GROUNDED.evaluator(),
        GROUNDED.question(),
        GROUNDED.prompt(),
        GROUNDED.labels(),
        GROUNDED.failing(),
        explain,
        GROUNDED.fields());
  }

  private static JudgeReply labelled(String label, @Nullable String explanation, Usage usage) {
    return new JudgeReply.Labelled(label, explanation, usage);
  }

  private static List<String> schemaKeys(ScriptedApi.Received request) {
    List<String> keys = new ArrayList<>();
    request
        .body()
        .at("/response_format/json_schema/schema/properties")
        .fieldNames()
        .forEachRemaining(keys::add);
    return keys;
  }

  @Test
  void wrongLabel_isAskedAgainWithWhatWasWrong() throws Exception {
    ScriptedApi api =
        api(says("{\"explanation\": \"x\", \"label\": \"mostly faithful\"}"), says(FAITHFUL));

    JudgeReply reply = JudgeContract.answer(judge(api).call(GROUNDED, FIRST));

    assertThat(reply).isInstanceOf(JudgeReply.Labelled.class);
    assertThat(api.received.take().header("Idempotency-key")).isEqualTo("e-1");
    ScriptedApi.Received second = api.received.take();
    assertThat(second.header("Idempotency-key")).isEqualTo("e-1-2");
    assertThat(second.body().at("/messages/2/role").asText()).isEqualTo("assistant");
    assertThat(second.body().at("/messages/3/content").asText())
        .contains("the label \"mostly faithful\" was not offered")
        .contains("exactly one of: faithful, unfaithful");
  }

  @Test
  void wrongLabelTwice_isUnparseableWithTheRawText() throws Exception {
    assertUnlabelled(
        judge(api(says("It is not unfaithful."))).call(GROUNDED, FIRST),
        Outcome.UNPARSEABLE,
        "It is not unfaithful.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>Welcome</html>", "{\"choices\": [", "{}", "[]", ""})
  void garbageBody_isUnparseable(String body) throws Exception {
    ScriptedApi api = api(status(200, body));

    assertUnlabelled(judge(api).call(GROUNDED, FIRST), Outcome.UNPARSEABLE, body);
    assertThat(api.received).hasSize(2);
  }

  @Test
  void hugeBody_isReadUpToTheCap() throws Exception {
    ScriptedApi api = api(status(200, "x".repeat(3 * ChatEndpoint.LONGEST_BODY)));

    JudgeReply reply = JudgeContract.answer(judge(api).call(GROUNDED, FIRST));

    assertThat(((JudgeReply.Unlabelled) reply).explanation()).hasSize(500);
  }

  @Test
  void cutOffReply_isAskedForWithTwiceTheRoom() throws Exception {
    ScriptedApi api = api(completion("{\"explanation\": \"The", "length"), says(FAITHFUL));

    JudgeReply reply = JudgeContract.answer(judge(api).call(GROUNDED, FIRST));

    assertThat(reply).isInstanceOf(JudgeReply.Labelled.class);
    assertThat(api.received.take().body().path("max_completion_tokens").asInt()).isEqualTo(1024);
    assertThat(api.received.take().body().path("max_completion_tokens").asInt()).isEqualTo(2048);
  }

  @Test
  void cutOffReplyTwice_isTruncated() throws Exception {
    assertUnlabelled(
        judge(api(completion("{\"explanation\": \"The", "length"))).call(GROUNDED, FIRST),
        Outcome.TRUNCATED,
        "raise max_output_tokens");
  }

  @Test
  void contentFilter_isARefusal() throws Exception {
    assertUnlabelled(
        judge(api(completion("", "content_filter"))).call(GROUNDED, FIRST), Outcome.REFUSED, "");
  }

  @Test
  void refusalField_isARefusal() throws Exception {
    String body =
        "{\"choices\": [{\"message\": {\"content\": null, \"refusal\": \"I will not.\"}}]}";

    assertUnlabelled(
        judge(api(status(200, body))).call(GROUNDED, FIRST), Outcome.REFUSED, "I will not.");
  }

  @Test
  void schemaNotUnderstood_stepsDownOnceForAll() throws Exception {
    ScriptedApi api =
        api(
            error(400, "Invalid parameter: 'response_format' of type 'json_schema'", "x"),
            error(400, "'tools' is not supported", "x"),
            error(400, "response_format is not supported", "x"),
            says(FAITHFUL));
    Judge judge = judge(api);

    JudgeReply reply = JudgeContract.answer(judge.call(GROUNDED, FIRST));
    judge.call(GROUNDED, FIRST);

    assertThat(reply).isInstanceOf(JudgeReply.Labelled.class);
    assertThat(api.received)
        .extracting(ScriptedApi.Received::format)
        .containsExactly("json_schema", "tool", "json_object", "none", "none");
  }

  @Test
  void newLimitKeyNotUnderstood_isReplacedByTheOldOne() throws Exception {
    ScriptedApi api =
        api(error(400, "Unrecognized request argument: max_completion_tokens", ""), says(FAITHFUL));

    judge(api).call(GROUNDED, FIRST);

    api.received.take();
    ScriptedApi.Received second = api.received.take();
    assertThat(second.body().path("max_tokens").asInt()).isEqualTo(1024);
    assertThat(second.body().has("max_completion_tokens")).isFalse();
    assertThat(second.format()).isEqualTo("json_schema");
  }

  @ParameterizedTest
  @CsvSource({
    "408, false",
    "409, false",
    "425, false",
    "429, true",
    "500, false",
    "502, false",
    "503, true",
    "504, false",
    "529, true"
  })
  void statusThatMayPass_isARetry(int status, boolean overloaded) throws Exception {
    ScriptedApi api = api(error(status, "later", "rate_limit_exceeded"));

    assertThat(judge(api).call(GROUNDED, FIRST))
        .isEqualTo(
            new CallResult.Retry<>(
                "http_" + status,
                host(api) + " answered " + status + " (rate_limit_exceeded)",
                null,
                overloaded));
    assertThat(api.received).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "Retry-After, 7, 7000",
    "retry-after-ms, 250, 250",
    "'Retry-After', 'Tue, 24 Nov 2026 12:00:30 GMT', 30000",
    "'Retry-After', 'Tue, 24 Nov 2026 11:00:00 GMT', 0",
    "Retry-After, 1000000, 3600000"
  })
  void retryAfter_isHonoured(String header, String value, long millis) throws Exception {
    CallResult<JudgeReply> result =
        judge(api(status(429, "{}", header, value))).call(GROUNDED, FIRST);

    assertThat(((CallResult.Retry<JudgeReply>) result).after())
        .isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void retryAfterThatIsNeither_isPassedOver() throws Exception {
    CallResult<JudgeReply> result =
        judge(api(status(503, "", "Retry-After", "soon"))).call(GROUNDED, FIRST);

    assertThat(((CallResult.Retry<JudgeReply>) result).after()).isNull();
  }

  @Test
  void noQuota_pausesTheJudge() throws Exception {
    assertPause(
        judge(api(error(429, "You exceeded your quota", "insufficient_quota")))
            .call(GROUNDED, FIRST),
        "quota",
        Duration.ofMinutes(10));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void badKey_pausesTheJudge(int status) throws Exception {
    assertPause(
        judge(api(error(status, "Incorrect API key: " + KEY, "invalid_api_key")))
            .call(GROUNDED, FIRST),
        "credentials",
        Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @CsvSource({
    "unsupported_country, Country not supported",
    "'', The monkey has no keyword",
    "'', Bad Content-Type"
  })
  void forbiddenForAnotherReason_isRejected(String code, String message) throws Exception {
    assertUnlabelled(
        judge(api(error(403, message, code))).call(GROUNDED, FIRST), Outcome.REJECTED, message);
  }

  @ParameterizedTest
  @CsvSource({
    "'', Your input was flagged by our moderation",
    "permission_denied, Your input was flagged",
    "content_filter, You lack permission",
    "'', The content is against our policy"
  })
  void forbiddenText_isRefused(String code, String message) throws Exception {
    assertUnlabelled(
        judge(api(error(403, message, code))).call(GROUNDED, FIRST), Outcome.REFUSED, message);
  }

  @ParameterizedTest
  @CsvSource({
    "permission_error, no",
    "'', The API key may not use this model",
    "'', Not authorized",
    "AuthenticationFailed, no",
    "'', Bad credentials"
  })
  void forbiddenKey_pausesTheJudge(String code, String message) throws Exception {
    assertPause(
        judge(api(error(403, message, code))).call(GROUNDED, FIRST),
        "credentials",
        Duration.ofMinutes(1));
  }

  @Test
  void unauthorizedWithoutAWord_pausesTheJudge() throws Exception {
    assertPause(
        judge(api(status(401, ""))).call(GROUNDED, FIRST), "credentials", Duration.ofMinutes(1));
  }

  @Test
  void unknownModelOrPath_pausesTheJudge() throws Exception {
    CallResult<JudgeReply> result =
        judge(api(error(404, "no such model", "model_not_found"))).call(GROUNDED, FIRST);

    assertPause(result, "not_found", Duration.ofMinutes(1));
    assertThat(((CallResult.Pause<JudgeReply>) result).detail())
        .endsWith("answered 404 (model_not_found): are base_url and model right?");
  }

  @Test
  void secretsInAnError_areMasked() throws Exception {
    String message = "bad key sk-very-secret, bad team quality, bad token s3cret";

    assertUnlabelled(
        judge(api(error(400, message, "x"))).call(GROUNDED, FIRST),
        Outcome.REJECTED,
        "bad key ***, bad team ***, bad token ***");
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 422})
  void requestNotAccepted_isRejected(int status) throws Exception {
    ScriptedApi api = api(error(status, "no such\nmodel for " + KEY, "model_not_found"));

    assertUnlabelled(
        judge(api).call(GROUNDED, FIRST),
        Outcome.REJECTED,
        host(api) + " answered " + status + " (model_not_found): no such model for ***");
  }

  @ParameterizedTest
  @CsvSource({
    "400, context_length_exceeded, too many tokens",
    "413, '', body too large",
    "400, '', This model's maximum context length is 4096 tokens"
  })
  void textsThatDoNotFit_areTooLong(int status, String code, String message) throws Exception {
    assertUnlabelled(
        judge(api(error(status, message, code))).call(GROUNDED, FIRST), Outcome.TOO_LONG, message);
  }

  @Test
  void hangUp_isARetry() throws Exception {
    CallResult<JudgeReply> result = judge(api(hangsUp())).call(GROUNDED, FIRST);

    assertThat(((CallResult.Retry<JudgeReply>) result).reason()).isEqualTo("io");
  }

  @Test
  void nobodyListens_saysWhatToLookAt() throws Exception {
    ScriptedApi api = api(says(FAITHFUL));
    Judge judge = judge(api);
    api.close();

    assertThat(judge.call(GROUNDED, FIRST))
        .isEqualTo(
            new CallResult.Retry<>(
                "io",
                "cannot connect to %s/chat/completions: is the judge running, is base_url right?"
                    .formatted(api.baseUrl()),
                null,
                false));
  }

  @Test
  void silence_endsAtTheTimeoutOfTheAttempt() throws Exception {
    ScriptedApi api = api();
    api.then(api.isSilent());

    CallResult<JudgeReply> result =
        judge(api).call(GROUNDED, new Attempt("e-1", 1, Duration.ofMillis(200)));

    assertThat(((CallResult.Retry<JudgeReply>) result).reason()).isEqualTo("timeout");
  }

  @Test
  void interrupt_whileTheBodyHangs_endsTheCallAndFreesTheConnection() throws Exception {
    ScriptedApi api = api();
    api.then(api.hangsAfterHeaders());
    assertInterruptEnds(api);
  }

  @Test
  void interrupt_beforeTheHeaders_endsTheCallAndFreesTheConnection() throws Exception {
    ScriptedApi api = api();
    api.then(api.isSilent());
    assertInterruptEnds(api);
  }

  private void assertInterruptEnds(ScriptedApi api) throws Exception {
    ChatEndpoint endpoint = endpoint(api, 1);
    Judge judge = judge(api, endpoint);
    FutureTask<CallResult<JudgeReply>> call = new FutureTask<>(() -> judge.call(GROUNDED, FIRST));
    Thread thread = Thread.startVirtualThread(call);
    api.received.take();
    TimeUnit.MILLISECONDS.sleep(100);

    thread.interrupt();

    assertThat(thread.join(Duration.ofSeconds(2))).isTrue();
    assertThat(call.state()).isEqualTo(Future.State.FAILED);
    assertThat(call.exceptionNow()).isInstanceOf(InterruptedException.class);
    assertThat(endpoint.connectionsInUse()).isZero();
  }

  /// The pool holds one connection: a leak anywhere would make the second call time out.
  @Test
  void everyEnding_givesTheConnectionBack() throws Exception {
    ScriptedApi api =
        api(
            status(500, "x".repeat(100)),
            status(200, "x".repeat(3 * ChatEndpoint.LONGEST_BODY)),
            hangsUp(),
            status(429, ""),
            says(FAITHFUL));
    ChatEndpoint endpoint = endpoint(api, 1);
    Judge judge = judge(api, endpoint);
    for (int i = 0; i < 4; i++) {
      judge.call(GROUNDED, FIRST);
    }

    assertThat(JudgeContract.answer(judge.call(GROUNDED, FIRST)))
        .isInstanceOf(JudgeReply.Labelled.class);
    assertThat(endpoint.connectionsInUse()).isZero();
  }

  private static void assertUnlabelled(
      CallResult<JudgeReply> result, Outcome outcome, String explanation) {
    JudgeReply reply = JudgeContract.answer(result);
    assertThat(reply).isInstanceOf(JudgeReply.Unlabelled.class);
    assertThat(((JudgeReply.Unlabelled) reply).outcome()).isEqualTo(outcome);
    assertThat(((JudgeReply.Unlabelled) reply).explanation()).contains(explanation);
  }

  private static void assertPause(CallResult<JudgeReply> result, String reason, Duration pause) {
    assertThat(result).isInstanceOf(CallResult.Pause.class);
    CallResult.Pause<JudgeReply> paused = (CallResult.Pause<JudgeReply>) result;
    assertThat(paused.reason()).isEqualTo(reason);
    assertThat(paused.pause()).isEqualTo(pause);
    assertThat(paused.detail()).doesNotContain(KEY);
  }

  private static String host(ScriptedApi api) {
    return URI.create(api.baseUrl()).getAuthority();
  }

  private ScriptedApi api(ScriptedApi.Scene... scenes) throws Exception {
    return closing.after(new ScriptedApi(scenes));
  }

  private Judge judge(ScriptedApi api) {
    return judge(api, endpoint(api, 64));
  }

  private Judge judge(ScriptedApi api, ChatEndpoint endpoint) {
    return closing.after(
        new ChatJudge("default", settings(api), endpoint, InstantSource.fixed(NOW)));
  }

  private ChatEndpoint endpoint(ScriptedApi api, int maxInFlight) {
    ChatApi settings = settings(api);
    return new ChatEndpoint(
        settings.url(),
        settings.revealedHeaders(),
        maxInFlight,
        quotas::add,
        InstantSource.fixed(NOW));
  }

  private static ChatApi settings(ScriptedApi api) {
    return new ChatApi(
        new OpenAiWire(),
        URI.create(api.baseUrl()),
        "judge-1",
        new Secret(KEY),
        ChatApi.Auth.BEARER,
        Format.JSON_SCHEMA,
        1024,
        Map.of("X-Team", new Secret("quality"), "X-Gateway", new Secret("Bearer s3cret")),
        Map.of("seed", "7", "reasoning_effort", "low"),
        new Price(2, 10));
  }
}
