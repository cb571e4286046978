package io.evalstream.judgeclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.evalstream.config.ConfigReader;
import io.evalstream.config.InvalidConfigException;
import io.evalstream.config.Secret;
import io.evalstream.judge.Explain;
import io.evalstream.judge.Judge;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeConfigTest {

  @Test
  void shortestOpenAi_hasDefaults() throws InvalidConfigException {
    assertThat(read("{ base_url: 'http://localhost:11434/v1/', model: qwen3 }"))
        .isEqualTo(
            new JudgeConfig(
                "default",
                new ChatApi(
                    new OpenAiWire(),
                    URI.create("http://localhost:11434/v1"),
                    "qwen3",
                    null,
                    ChatApi.Auth.NONE,
                    Format.JSON_SCHEMA,
                    1024,
                    Map.of(),
                    Map.of(),
                    null),
                64,
                Duration.ofSeconds(60),
                null,
                null,
                Habits.USUAL));
  }

  @ParameterizedTest
  @CsvSource({
    "openai, https://api.openai.com/v1/chat/completions, Authorization",
    "anthropic, https://api.anthropic.com/v1/messages, x-api-key",
    "vllm, http://localhost:8000/v1/chat/completions, Authorization",
    "ollama, http://localhost:11434/v1/chat/completions, Authorization",
    "litellm, http://localhost:4000/v1/chat/completions, Authorization"
  })
  void provider_hasAnAddressAndItsOwnWayWithKeys(String api, String url, String header)
      throws InvalidConfigException {
    ChatApi chat = (ChatApi) read("{ api: %s, model: m, api_key: sk-1 }".formatted(api)).api();

    assertThat(chat.url()).isEqualTo(URI.create(url));
    assertThat(chat.revealedHeaders()).containsKey(header);
  }

  @Test
  void fullOpenAi_isRead() throws InvalidConfigException {
    assertThat(
            read(
                """
                api: openai
                base_url: https://res.openai.azure.com/openai/v1
                model: judge
                api_key: "${KEY}"
                auth: api_key
                max_in_flight: 256
                call_timeout: 90s
                requests_per_minute: 500
                tokens_per_minute: 200000
                max_output_tokens: 2048
                structured_output: tool
                explanation: on_fail
                confirm: second
                cache_entries: 0
                cache_life: 5m
                headers: { X-Team: quality }
                extra_body: { seed: 7 }
                price: { input_per_million_usd: 0.25, output_per_million_usd: 2 }
                """))
        .isEqualTo(
            new JudgeConfig(
                "default",
                new ChatApi(
                    new OpenAiWire(),
                    URI.create("https://res.openai.azure.com/openai/v1"),
                    "judge",
                    new Secret("sk-1"),
                    ChatApi.Auth.API_KEY,
                    Format.TOOL,
                    2048,
                    Map.of("X-Team", new Secret("quality")),
                    Map.of("seed", "7"),
                    new Price(0.25, 2)),
                256,
                Duration.ofSeconds(90),
                500L,
                200_000L,
                new Habits(Explain.ON_FAIL, "second", 0, Duration.ofMinutes(5))));
  }

  @Test
  void heuristic_needsNothingElse() throws InvalidConfigException {
    JudgeConfig config = read("api: heuristic");

    assertThat(config.api()).isEqualTo(new JudgeConfig.Heuristic());
    try (Judge judge = Judges.open(config, Redaction.NONE, quota -> {}, InstantSource.system())) {
      assertThat(judge.name()).isEqualTo("default");
    }
  }

  @Test
  void openAi_isOpenedWithoutAConnection() throws InvalidConfigException {
    try (Judge judge =
        Judges.open(
            read("{ base_url: 'http://localhost:1', model: m }"),
            Redaction.NONE,
            quota -> {},
            InstantSource.system())) {
      assertThat(judge.name()).isEqualTo("default");
    }
  }

  @Test
  void toString_hidesKeyAndHeaders() throws InvalidConfigException {
    assertThat(
            read("{ base_url: 'https://a.b', model: m, api_key: s3cret, headers: { X-K: h1dden } }")
                .toString())
        .doesNotContain("s3cret")
        .doesNotContain("h1dden");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{ api: azure, model: m, api_key: k }; base_url must be given",
        "model: m; api_key must be given",
        "{ api: anthropic, model: m }; api_key must be given",
        "{ api: vllm, model: m, structured_output: grammar }; structured_output",
        "{ api: vllm, model: m, explanation: sometimes }; explanation",
        "base_url: 'http://localhost'; model must be given",
        "api: openia; Did you mean 'openai'?",
        "{ base_url: 'ftp://a.b', model: m }; base_url must be http(s)://host",
        "{ base_url: 'https://a.b?x=1', model: m }; base_url must be http(s)://host",
        "{ base_url: 'localhost:80', model: m }; base_url must be http(s)://host",
        "{ base_url: 'a b', model: m }; base_url must be a URL",
        "{ base_url: 'http://a.com', model: m, api_key: k }; base_url must be https",
        "{ base_url: 'http://localhost', model: m, auth: bearer }; api_key must be given",
        "{ base_url: 'http://localhost', model: m, max_in_flight: 0 }; max_in_flight",
        "{ base_url: 'http://localhost', model: m, extra_body: {stream: 'true'} }; extra_body.stream",
        "{ api: heuristic, model: m }; unknown key"
      })
  void badConfig_isTold(String yaml, String told) {
    assertThatExceptionOfType(InvalidConfigException.class)
        .isThrownBy(() -> read(yaml.strip()))
        .withMessageContaining(told.strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "https://user:s3cret@a.b:8443/v1; , was https://a.b",
        "https://a.b/s3cret/v1?api-key=s3cret; , was https://a.b",
        "ftp://user:s3cret@a.b; , was ftp://a.b",
        "http://a.b/s3cret; , was http://a.b",
        "user:s3cret@a.b; must be http(s)://host",
        "https://user:s3 cret@a.b; must be a URL"
      })
  void refusedUrl_isShownBySchemeAndHostAlone(String url, String told) {
    assertThatExceptionOfType(InvalidConfigException.class)
        .isThrownBy(() -> read("{ base_url: '%s', model: m, api_key: k }".formatted(url)))
        .satisfies(
            invalid -> {
              assertThat(invalid).hasMessageContaining(told);
              assertThat(invalid).message().doesNotContain("s3cret").doesNotContain("user");
            });
  }

  @ParameterizedTest
  @CsvSource({"http://10.evil.com/v1", "http://127.0.0.1.evil.com/v1", "http://192.168.evil.com"})
  void keyToANameThatLooksLikeAnAddress_isRefused(String url) {
    assertThatExceptionOfType(InvalidConfigException.class)
        .isThrownBy(() -> read("{ base_url: '%s', model: m, api_key: k }".formatted(url)))
        .withMessageContaining("base_url must be https");
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8000/v1", "http://127.0.0.1/v1", "http://vllm:8000/v1",
    "http://vllm.judges.svc/v1", "http://10.1.2.3/v1", "https://api.openai.com/v1"
  })
  void keyToANearHost_mayGoOverHttp(String url) throws InvalidConfigException {
    assertThat(read("{ base_url: '%s', model: m, api_key: k }".formatted(url)).api())
        .extracting(api -> ((ChatApi) api).baseUrl())
        .isEqualTo(URI.create(url));
  }

  private static JudgeConfig read(String yaml) throws InvalidConfigException {
    return ConfigReader.readText(
        "evalstream.yaml",
        yaml,
        Map.of("KEY", "sk-1"),
        section -> JudgeConfig.read("default", section, Map.of()));
  }
}
