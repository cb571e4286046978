package io.evalstream.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleHashTest {

  @EachVector("sample-hash")
  void number_isThatOfTheReferenceToTheLastBit(JsonNode vector) {
    JsonNode in = vector.get("in");

    double number = SampleHash.uniform(in.get("salt").asText(), in.get("id").asText());

    assertThat(number).isEqualTo(vector.get("out").asDouble());
  }

  @Test
  void numbers_areSpreadEvenly() {
    double share =
        IntStream.range(0, 10_000).filter(i -> SampleHash.uniform("salt", "id-" + i) < 0.05).count()
            / 10_000.0;

    // Four standard errors of a share of 5 % in 10,000.
    assertThat(share).isCloseTo(0.05, within(0.0088));
  }
}
