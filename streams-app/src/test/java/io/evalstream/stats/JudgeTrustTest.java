package io.evalstream.stats;

import static io.evalstream.stats.Vectors.assertNear;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

class JudgeTrustTest {

  @EachVector("judge-trust")
  void gate_isThatOfTheReference(JsonNode vector) {
    JudgeTrust trust = JudgeTrust.of(Vectors.benchmark(vector.get("in")));

    JsonNode out = vector.get("out");
    assertNear(trust.gain(), out.get("J"));
    assertNear(trust.leastGain(), out.get("Jlo"));
    assertThat(trust.grade().name().replace("REFUSED", "REFUSE"))
        .isEqualTo(out.get("status").asText());
  }
}
