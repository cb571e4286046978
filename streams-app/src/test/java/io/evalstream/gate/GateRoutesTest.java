package io.evalstream.gate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.JudgeBench;
import io.evalstream.app.MonitorConfig;
import io.evalstream.devcluster.stub.Faults;
import io.evalstream.devcluster.stub.JudgeStub;
import io.evalstream.devcluster.stub.Verdict;
import io.evalstream.http.Ask;
import io.evalstream.http.HttpConfig;
import io.evalstream.http.HttpPort;
import io.evalstream.metric.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An instance where one request at a time may be judged at once.
class GateRoutesTest {

  private static final InstantSource CLOCK = InstantSource.system();
  private static final String ROW =
      "{\"app\":\"docs-bot\",\"question\":\"When?\",\"response\":\"Now.\",\"documents\":[]}";

  private final JudgeStub judge =
      JudgeStub.start(
          0,
          (evaluator, labels, blocks) -> new Verdict(labels.getFirst(), "Because."),
          Faults.NONE);
  private JudgeBench judges;
  private TurnJudging judging;
  private HttpPort port;

  @BeforeEach
  void start() throws Exception {
    MonitorConfig config =
        MonitorConfig.readText(
            "m.yaml",
            """
            kafka: { bootstrap.servers: "b:9092", schema.registry.url: "http://r:8081" }
            judges:
              default: { api: openai, base_url: "%s", model: stub, cache_entries: 0 }
            apps: [ { id: docs-bot, evaluators: [ toxicity ] } ]
            gate:
              block: toxicity
              when_undecided: block
              max_wait: 20s
              evaluate: { max_running: 1 }
            """
                .formatted(judge.baseUrl()),
            Map.of());
    Meters meters = new Meters(new SimpleMeterRegistry());
    judges = new JudgeBench(config.judges(), config.evaluators(), meters, CLOCK, () -> 1);
    judging =
        TurnJudging.start(
            config.gate(), judges.bench(), config.judging().operator(), CLOCK, meters);
    LabelBook book = new LabelBook(config.gate(), CLOCK);
    GateRoutes routes = new GateRoutes(config.gate(), config.apps(), book, judging, meters, CLOCK);
    port = new HttpPort(new HttpConfig("127.0.0.1", 0, null), List.of(routes), CLOCK);
    port.start();
  }

  @AfterEach
  void stop() {
    judging.close();
    port.close();
    judges.close();
    judge.close();
  }

  @Test
  void slowBody_holdsNoPlace() throws Exception {
    try (Socket slow = new Socket("127.0.0.1", port.port())) {
      beginToSend(slow);

      Ask.Answer answer = new Ask(port.port()).postJson("/api/v1/evaluate?wait=20s", ROW);

      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      assertThat(answer.body()).contains("\"verdict\":\"pass\"");
    }
  }

  /// The server says that it goes on when it begins to read the body.
  private static void beginToSend(Socket slow) throws Exception {
    slow.setSoTimeout(20_000);
    String head =
        String.join(
            "\r\n",
            "POST /api/v1/evaluate HTTP/1.1",
            "Host: localhost:" + slow.getPort(),
            "Content-Type: application/json",
            "Content-Length: 1000",
            "Expect: 100-continue",
            "",
            "");
    slow.getOutputStream().write(head.getBytes(US_ASCII));
    slow.getOutputStream().flush();
    BufferedReader answer =
        new BufferedReader(new InputStreamReader(slow.getInputStream(), US_ASCII));
    assertThat(answer.readLine()).startsWith("HTTP/1.1 100");
  }
}
