package io.evalstream.judgeclient;

import io.evalstream.judgeclient.ChatApi.Auth;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is usual where an LLM is served: the wire format, the address, how a key is shown.
///
/// @param wire how requests and replies are written
/// @param baseUrl null where there is none that is everybody's
/// @param auth how a key is shown, when there is one
record Provider(Wire wire, @Nullable String baseUrl, Auth auth) {

  private static final Wire OPENAI_WIRE = new OpenAiWire();

  static final Provider OPENAI = of("https://api.openai.com/v1");

  /// By the name that `api` of a judge has.
  static final Map<String, Provider> BY_NAME =
      Map.of(
          "openai",
          OPENAI,
          "azure",
          new Provider(OPENAI_WIRE, null, Auth.API_KEY),
          "vllm",
          of("http://localhost:8000/v1"),
          "ollama",
          of("http://localhost:11434/v1"),
          "litellm",
          of("http://localhost:4000/v1"),
          "anthropic",
          new Provider(new AnthropicWire(), "https://api.anthropic.com/v1", Auth.X_API_KEY));

  /// Whether it usually runs beside the monitor and asks for no key.
  boolean isLocal() {
    return baseUrl != null && baseUrl.startsWith("http://localhost");
  }

  private static Provider of(String baseUrl) {
    return new Provider(OPENAI_WIRE, baseUrl, Auth.BEARER);
  }
}
