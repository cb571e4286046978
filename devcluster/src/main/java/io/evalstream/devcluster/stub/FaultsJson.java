package io.evalstream.devcluster.stub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;

/// [Faults] as `PUT /faults` and `GET /faults` spell them; a missing key is 0.
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record FaultsJson(
    long latencyMillis,
    long latencyJitterMillis,
    double rateLimited,
    double serverError,
    double brokenJson,
    double wrongLabel,
    double truncated,
    double hang,
    double reset,
    double refused,
    long seed) {

  private static final JsonMapper JSON = new JsonMapper();

  /// Reads faults.
  ///
  /// @throws IllegalArgumentException naming what is wrong
  static Faults parse(String text) {
    try {
      return JSON.readValue(text, FaultsJson.class).faults();
    } catch (UnrecognizedPropertyException e) {
      throw new IllegalArgumentException(
          "faults: a key must be one of "
              + e.getKnownPropertyIds()
              + ", was '"
              + e.getPropertyName()
              + "'",
          e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("faults: " + e.getOriginalMessage(), e);
    }
  }

  private Faults faults() {
    return new Faults(
        Duration.ofMillis(latencyMillis),
        Duration.ofMillis(latencyJitterMillis),
        rateLimited,
        serverError,
        brokenJson,
        wrongLabel,
        truncated,
        hang,
        reset,
        refused,
        seed);
  }

  static FaultsJson of(Faults faults) {
    return new FaultsJson(
        faults.latency().toMillis(),
        faults.latencyJitter().toMillis(),
        faults.rateLimited(),
        faults.serverError(),
        faults.brokenJson(),
        faults.wrongLabel(),
        faults.truncated(),
        faults.hang(),
        faults.reset(),
        faults.refused(),
        faults.seed());
  }
}
