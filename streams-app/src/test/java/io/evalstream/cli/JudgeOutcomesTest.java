package io.evalstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evalstream.devcluster.stub.Ending;
import io.evalstream.devcluster.stub.Faults;
import io.evalstream.devcluster.stub.JudgeStub;
import io.evalstream.devcluster.stub.LabelledFileAnswerer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every outcome that a judge can cause, from its reply over HTTP to the evaluation.
@Timeout(60)
class JudgeOutcomesTest {

  private static final Map<String, Faults> FAULTS =
      Map.of(
          "judged", Faults.NONE,
          "unparseable", Faults.NONE.with(Ending.BROKEN_JSON, 1),
          "refused", Faults.NONE.with(Ending.REFUSED, 1),
          "truncated", Faults.NONE.with(Ending.TRUNCATED, 1),
          "too_long", Faults.NONE.withContextTokens(10),
          "provider_error", Faults.NONE.with(Ending.SERVER_ERROR, 1),
          "rejected", Faults.NONE);

  @TempDir private Path folder;

  private static Stream<Arguments> cases() {
    return Stream.of("openai", "anthropic")
        .flatMap(api -> FAULTS.keySet().stream().map(outcome -> Arguments.of(api, outcome)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void fault_isTheOutcome(String api, String outcome) throws Exception {
    Path out = folder.resolve("out.jsonl");
    Path rows = Sample.shipped().first(1).write(folder.resolve("rows.jsonl"));
    // The judge knows the texts, but for those that it is to reject.
    Path known = outcome.equals("rejected") ? Files.createFile(folder.resolve("none")) : rows;
    try (JudgeStub judge =
        JudgeStub.start(0, new LabelledFileAnswerer(known), FAULTS.get(outcome))) {
      Program eval =
          Program.run(
              "eval",
              rows,
              "--evaluators",
              "faithfulness",
              "--config",
              config(api, judge),
              "--out",
              out);

      List<String> lines = Files.readAllLines(out);
      assertThat(lines).as(eval.err()).hasSize(1);
      JsonNode evaluation = new ObjectMapper().readTree(lines.getFirst());
      assertThat(evaluation.path("outcome").asText()).isEqualTo(outcome);
      assertThat(evaluation.path("label").isNull()).isEqualTo(!outcome.equals("judged"));
      assertThat(evaluation.path("explanation").asText()).isNotBlank();
    }
  }

  private Path config(String api, JudgeStub judge) throws Exception {
    return FileConfig.write(
        folder,
        """
        judges:
          default: { api: %s, base_url: "%s", model: stub }
        judging: { backoff: 10ms, longest_backoff: 10ms, max_attempts: 2 }
        """
            .formatted(api, judge.baseUrl()));
  }
}
