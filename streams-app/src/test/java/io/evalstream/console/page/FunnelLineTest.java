package io.evalstream.console.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evalstream.metric.FunnelStep;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FunnelLineTest {

  private final Map<FunnelStep, Long> counts = new HashMap<>();

  private void count(String stage, String step, long count) {
    counts.put(new FunnelStep("docs-bot", stage, step), count);
  }

  private List<FunnelLine> lines() {
    return FunnelLine.byApp(counts).get("docs-bot");
  }

  @Test
  void records_addUp() {
    count("chat_event", "received", 1_000);
    count("chat_event", "rejected", 3);
    count("chat_event", "sampled", 997);
    // Told beside them, of the same records.
    count("chat_event", "duplicate", 2);

    FunnelLine line = lines().getFirst();

    assertThat(line.total()).isEqualTo("1,000");
    assertThat(line.parts())
        .extracting(FunnelLine.Part::name)
        .containsExactly("rejected", "sampled");
    assertThat(line.moving()).isFalse();
    assertThat(line.checked()).isTrue();
  }

  @Test
  void recordsBetweenTwoTasks_areMoving() {
    count("feedback", "received", 10);
    count("feedback", "matched", 7);

    FunnelLine line = lines().getFirst();

    assertThat(line.moving()).isTrue();
    assertThat(line.words()).startsWith("3 on the way");
  }

  @Test
  void judgementsThatHaveNotEnded_arePending() {
    count("faithfulness", "requested", 20);
    count("faithfulness", "judged", 15);
    count("faithfulness", "rejected", 1);

    FunnelLine line = lines().getFirst();

    assertThat(line.parts())
        .extracting(FunnelLine.Part::name, FunnelLine.Part::count)
        .containsExactly(tuple("judged", "15"), tuple("rejected", "1"), tuple("pending", "4"));
    assertThat(line.parts().get(1).meaning()).contains("judge");
    assertThat(line.moving()).isFalse();
    // Pending is the rest: that the parts are the whole shows nothing.
    assertThat(line.checked()).isFalse();
    assertThat(line.words()).isEqualTo("4 pending");
  }

  @Test
  void more_thanWasAskedFor_isNoSum() {
    count("faithfulness", "requested", 1);
    count("faithfulness", "judged", 2);

    assertThat(lines().getFirst().moving()).isTrue();
  }

  @Test
  void recordsComeBeforeEvaluators() {
    count("answers", "requested", 1);
    count("chat_event", "received", 1);

    assertThat(lines()).extracting(FunnelLine::name).containsExactly("Chat events", "answers");
  }
}
