package io.evalstream.devcluster.stub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// [Faults] as `PUT /faults` and `GET /faults` spell them; what a missing key is about is off.
final class FaultsJson {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private FaultsJson() {}

  /// Reads faults.
  ///
  /// @throws IllegalArgumentException naming what is wrong
  static Faults parse(String text) {
    Faults faults = Faults.NONE;
    for (Map.Entry<String, JsonNode> entry : object(text).properties()) {
      faults = with(faults, entry.getKey(), entry.getValue());
    }
    return faults;
  }

  private static JsonNode object(String text) {
    try {
      JsonNode root = JSON.readTree(text);
      if (!root.isObject()) {
        throw new IllegalArgumentException("faults: must be a JSON object, was '" + root + "'");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "faults: must be a JSON object, but " + e.getOriginalMessage(), e);
    }
  }

  private static Faults with(Faults faults, String key, JsonNode value) {
    return switch (key) {
      case "latency_millis" -> faults.withLatency(Duration.ofMillis(whole(key, value)));
      case "latency_jitter_millis" ->
          faults.withLatencyJitter(Duration.ofMillis(whole(key, value)));
      case "requests_per_minute" ->
          faults.withRateLimits(faults.rateLimits().withRequestsPerMinute(whole(key, value)));
      case "tokens_per_minute" ->
          faults.withRateLimits(faults.rateLimits().withTokensPerMinute(whole(key, value)));
      case "capacity" -> faults.withCapacity(whole(key, value));
      case "context_tokens" -> faults.withContextTokens(whole(key, value));
      case "understands" -> faults.withUnderstood(formats(key, value));
      case "state" -> faults.withState(state(key, value));
      case "seed" -> faults.withSeed(whole(key, value));
      default -> faults.with(byChance(key), share(key, value));
    };
  }

  private static Ending byChance(String key) {
    return Faults.BY_CHANCE.stream()
        .filter(ending -> ending.wireName().equals(key))
        .findFirst()
        .orElseThrow(() -> wrong("a key must be one of " + keys(), "'" + key + "'"));
  }

  private static List<String> keys() {
    return write(Faults.NONE).properties().stream().map(Map.Entry::getKey).toList();
  }

  private static AccountState state(String key, JsonNode value) {
    return Stream.of(AccountState.values())
        .filter(state -> state.wireName().equals(value.textValue()))
        .findFirst()
        .orElseThrow(() -> wrong(key + " must be one of " + states(), value));
  }

  private static List<String> states() {
    return Stream.of(AccountState.values()).map(AccountState::wireName).toList();
  }

  private static Set<ReplyFormat> formats(String key, JsonNode value) {
    if (!value.isArray()) {
      throw wrong(key + " must be a list of " + formats(), value);
    }
    Set<ReplyFormat> formats = EnumSet.noneOf(ReplyFormat.class);
    value.forEach(name -> formats.add(format(key, name)));
    return formats;
  }

  private static ReplyFormat format(String key, JsonNode name) {
    return Stream.of(ReplyFormat.values())
        .filter(format -> format.wireName().equals(name.textValue()))
        .findFirst()
        .orElseThrow(() -> wrong(key + " must be a list of " + formats(), name));
  }

  private static List<String> formats() {
    return Stream.of(ReplyFormat.values()).map(ReplyFormat::wireName).toList();
  }

  private static double share(String key, JsonNode value) {
    if (!value.isNumber()) {
      throw wrong(key + " must be a number in [0,1]", value);
    }
    return value.asDouble();
  }

  private static long whole(String key, JsonNode value) {
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(key + " must be a whole number", value);
    }
    return value.asLong();
  }

  private static IllegalArgumentException wrong(String rule, Object value) {
    return new IllegalArgumentException("faults: " + rule + ", was " + value);
  }

  /// Every key, also those that are off.
  static ObjectNode write(Faults faults) {
    ObjectNode root =
        JSON.createObjectNode()
            .put("latency_millis", faults.latency().toMillis())
            .put("latency_jitter_millis", faults.latencyJitter().toMillis())
            .put("requests_per_minute", faults.rateLimits().requestsPerMinute())
            .put("tokens_per_minute", faults.rateLimits().tokensPerMinute())
            .put("capacity", faults.capacity())
            .put("context_tokens", faults.abilities().contextTokens());
    ArrayNode understands = root.putArray("understands");
    faults.abilities().understands().forEach(format -> understands.add(format.wireName()));
    root.put("state", faults.state().wireName());
    Faults.BY_CHANCE.forEach(ending -> root.put(ending.wireName(), faults.share(ending)));
    return root.put("seed", faults.seed());
  }
}
