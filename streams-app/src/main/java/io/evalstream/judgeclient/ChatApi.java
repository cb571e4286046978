package io.evalstream.judgeclient;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.evalstream.config.Secret;
import io.evalstream.config.Section;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How to reach an LLM over HTTP.
///
/// @param wire how requests and replies are written
/// @param baseUrl under which the path of the wire is found, without a slash at the end
/// @param apiKey null when the API wants none
/// @param format the strictest way to ask for the shape of a reply
/// @param maxOutputTokens the room for an explanation and a label, and for a reasoning model's
///   thoughts
/// @param headers sent with every request; may hold credentials
/// @param extraBody parameters added to every request, each value in JSON or a plain text
/// @param price null when it is not known; then no cost is reported
public record ChatApi(
    Wire wire,
    URI baseUrl,
    String model,
    @Nullable Secret apiKey,
    Auth auth,
    Format format,
    int maxOutputTokens,
    Map<String, Secret> headers,
    Map<String, String> extraBody,
    @Nullable Price price)
    implements JudgeConfig.Api {

  /// How the key is shown to the API.
  public enum Auth {
    /// `Authorization: Bearer KEY`
    BEARER,
    /// `api-key: KEY`, as Azure has it
    API_KEY,
    /// `x-api-key: KEY`, as Anthropic has it
    X_API_KEY,
    /// Not at all.
    NONE
  }

  private static final Map<String, Auth> AUTHS =
      Map.of(
          "bearer", Auth.BEARER,
          "api_key", Auth.API_KEY,
          "x_api_key", Auth.X_API_KEY,
          "none", Auth.NONE);

  /// The judge sets these itself; another value would break the reading of replies.
  private static final Set<String> OWN_PARAMETERS =
      Set.of(
          "model",
          "messages",
          "system",
          "response_format",
          "output_config",
          "stream",
          "n",
          "tools",
          "tool_choice");

  private static final Pattern SCHEME = Pattern.compile("(?i)^(bearer|basic|token) +");

  public ChatApi {
    headers = Map.copyOf(headers);
    extraBody = Map.copyOf(extraBody);
  }

  /// Keys: `base_url` (default that of the provider, where it has one), `model` (required),
  /// `api_key`, `auth` (bearer, api_key, x_api_key or none), `structured_output` (json_schema,
  /// tool, json_object or text, default json_schema), `max_output_tokens` (16 to 1000000, default
  /// 1024), `headers`, `extra_body`, `price`.
  ///
  /// @param prices by model, where `price` is not given
  static ChatApi read(Section section, Provider provider, Map<String, Price> prices) {
    Secret key = section.secret("api_key").orElse(null);
    boolean open = key == null && (section.has("base_url") || provider.isLocal());
    Auth auth = section.oneOf("auth", AUTHS, open ? Auth.NONE : provider.auth());
    if (auth != Auth.NONE && key == null) {
      section.problem("api_key", "must be given unless auth is none", null);
    }
    return new ChatApi(
        provider.wire(),
        BaseUrl.read(section, provider.baseUrl(), key != null && auth != Auth.NONE),
        section.string("model"),
        key,
        auth,
        section.oneOf("structured_output", Format.CHOICES, Format.JSON_SCHEMA),
        section.integer("max_output_tokens", 1024, 16, 1_000_000),
        headers(section),
        extraBody(section),
        section.has("price")
            ? Price.read(section.section("price"))
            : prices.get(section.string("model", "")));
  }

  /// Where questions are posted.
  URI url() {
    return URI.create(baseUrl + wire.path());
  }

  /// The headers that every request carries, in the clear.
  Map<String, String> revealedHeaders() {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(wire.headers());
    headers.forEach((name, value) -> all.put(name, value.reveal()));
    if (apiKey != null) {
      switch (auth) {
        case BEARER -> all.put("Authorization", "Bearer " + apiKey.reveal());
        case API_KEY -> all.put("api-key", apiKey.reveal());
        case X_API_KEY -> all.put("x-api-key", apiKey.reveal());
        case NONE -> {}
      }
    }
    return all;
  }

  /// What must not show up in a text: the key and the headers' values, with and without a scheme
  /// such as `Bearer` before them.
  Set<String> secrets() {
    return Stream.concat(Stream.ofNullable(apiKey), headers.values().stream())
        .map(Secret::reveal)
        .flatMap(value -> Stream.of(value, SCHEME.matcher(value).replaceFirst("")))
        .filter(value -> !value.isBlank())
        .collect(toUnmodifiableSet());
  }

  private static Map<String, Secret> headers(Section section) {
    return section.entries("headers").entrySet().stream()
        .collect(toUnmodifiableMap(Map.Entry::getKey, header -> new Secret(header.getValue())));
  }

  private static Map<String, String> extraBody(Section section) {
    Map<String, String> extra = section.entries("extra_body");
    for (String parameter : extra.keySet()) {
      if (OWN_PARAMETERS.contains(parameter)) {
        section.problem("extra_body." + parameter, "is set by the judge itself", null);
      }
    }
    return extra;
  }
}
