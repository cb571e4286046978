package io.evalstream.judgeclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.Prompt;
import io.evalstream.judge.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenCostTest {

  private final TokenCost cost = new TokenCost(200);

  private static JudgeReply reply(Usage usage) {
    return new JudgeReply.Labelled("good", "", usage);
  }

  @Test
  void before_isThePromptAndTheRoomForTheReply() {
    Prompt prompt = new Prompt("s".repeat(30), "u".repeat(50));

    double before = cost.before(JudgeRequest.of("id", "e", prompt, List.of("good")));

    // 80 characters are 20 tokens.
    assertThat(before).isEqualTo(220);
  }

  @Test
  void after_isWhatWasUsed() {
    assertThat(cost.after(reply(new Usage("m", 25, 7, null)))).isEqualTo(32);
  }

  @Test
  void afterAReplyThatDoesNotSay_isUnknown() {
    assertThat(cost.after(reply(Usage.NONE))).isNegative();
    assertThat(cost.after(reply(new Usage("m", 0, 0, null)))).isNegative();
  }
}
