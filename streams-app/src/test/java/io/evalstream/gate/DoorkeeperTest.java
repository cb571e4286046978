package io.evalstream.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Evaluations;
import io.evalstream.app.MonitorConfig;
import io.evalstream.gate.Decision.Verdict;
import io.evalstream.gate.GateAnswer.End;
import io.evalstream.sampling.Sampler;
import io.evalstream.stats.SampleHash;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DoorkeeperTest {

  private static final Duration LONG = Duration.ofHours(1);
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  private LabelBook book;
  private Doorkeeper doorkeeper;

  @BeforeEach
  void open() throws Exception {
    MonitorConfig config =
        MonitorConfig.readText(
            "m.yaml",
            """
            kafka: { bootstrap.servers: "b:9092", schema.registry.url: "http://r:8081" }
            judges: { default: { api: heuristic } }
            apps:
              - { id: docs-bot, evaluators: [ toxicity ] }
              - { id: half-bot, evaluators: [ { id: toxicity, sampling: 0.5 } ] }
            gate:
              block: toxicity
              when_undecided: pass
              when_unsampled: pass
              wait: 1ms
              apps: { half-bot: { when_undecided: block } }
            """,
            Map.of());
    book = new LabelBook(config.gate(), InstantSource.system());
    book.read();
    doorkeeper = new Doorkeeper(config.gate(), book, new Sampler(config.apps()));
  }

  /// Asks on another thread, and does something while that waits.
  private static GateAnswer during(Callable<GateAnswer> question, Runnable then) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<GateAnswer> answer = threads.submit(question);
      Thread.sleep(20);
      then.run();
      return answer.get();
    }
  }

  @Test
  void labelThatIsThere_isAnsweredAtOnce() throws Exception {
    book.add(Evaluations.failing("t", NOW));

    GateAnswer answer = doorkeeper.ask("docs-bot", "t", LONG);

    assertThat(answer.decision().verdict()).isEqualTo(Verdict.BLOCK);
    assertThat(answer.end()).isEqualTo(End.DECISION);
  }

  @Test
  void labelThatComes_endsTheWait() throws Exception {
    GateAnswer answer =
        during(
            () -> doorkeeper.ask("docs-bot", "t", LONG),
            () -> book.add(Evaluations.passing("t", NOW)));

    assertThat(answer.decision().verdict()).isEqualTo(Verdict.PASS);
    assertThat(answer.decision().allowed()).isTrue();
  }

  @Test
  void time_endsTheWait_byTheFallbackOfTheApp() throws Exception {
    String sampled = id(0, 0.5);

    GateAnswer open = doorkeeper.ask("docs-bot", sampled, null);
    GateAnswer closed = doorkeeper.ask("half-bot", sampled, null);

    assertThat(open.end()).isEqualTo(End.TIME);
    assertThat(open.decision().allowed()).isTrue();
    assertThat(closed.end()).isEqualTo(End.TIME);
    assertThat(closed.decision().allowed()).isFalse();
  }

  @Test
  void traceThatCannotBeSampled_isNotWaitedFor() throws Exception {
    GateAnswer answer = doorkeeper.ask("half-bot", id(0.5, 1), LONG);

    assertThat(answer.end()).isEqualTo(End.DECISION);
    assertThat(answer.decision().verdict()).isEqualTo(Verdict.UNDECIDED);
    assertThat(answer.decision().allowed()).isTrue();
    assertThat(answer.decision().reasons())
        .extracting(Reason::detail)
        .containsExactly("the trace is not sampled for this evaluator");
  }

  @Test
  void withoutApp_theStrictestFallbackSpeaks_untilSomethingIsKnown() throws Exception {
    GateAnswer unknown = doorkeeper.ask(null, "t", null);
    GateAnswer known =
        during(
            () -> doorkeeper.ask(null, "t", LONG), () -> book.add(Evaluations.passing("t", NOW)));

    assertThat(unknown.decision().allowed()).isFalse();
    assertThat(unknown.detail()).contains("parameter app");
    assertThat(known.decision().verdict()).isEqualTo(Verdict.PASS);
    assertThat(known.app()).isEqualTo("docs-bot");
  }

  @Test
  void shutdown_endsEveryWait() throws Exception {
    GateAnswer answer = during(() -> doorkeeper.ask("docs-bot", "t", LONG), book::stop);

    assertThat(answer.end()).isEqualTo(End.SHUTDOWN);
    assertThat(answer.decision().verdict()).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void readerInTrouble_isTold() throws Exception {
    book.unreadable("no broker");

    assertThat(doorkeeper.ask("docs-bot", "t", Duration.ZERO).detail()).contains("no broker");
  }

  /// A trace id whose number lies in [low, high).
  private static String id(double low, double high) {
    return IntStream.range(0, 1000)
        .mapToObj(number -> "trace-" + number)
        .filter(id -> SampleHash.uniform("evalstream", id) >= low)
        .filter(id -> SampleHash.uniform("evalstream", id) < high)
        .findFirst()
        .orElseThrow();
  }
}
