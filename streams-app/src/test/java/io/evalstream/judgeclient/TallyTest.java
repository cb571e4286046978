package io.evalstream.judgeclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.judge.Prompt;
import io.evalstream.judge.Usage;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TallyTest {

  private static final Prompt PROMPT = new Prompt("s".repeat(1_000), "u".repeat(3_000));
  private static final ChatCompletion TOLD = completion(1_000, 100);
  private static final ChatCompletion UNTOLD = completion(0, 0);

  private static Tally tally(@Nullable Price price) {
    return new Tally(
        new ChatApi(
            new OpenAiWire(),
            URI.create("http://localhost:1/v1"),
            "judge-1",
            null,
            ChatApi.Auth.NONE,
            Format.JSON_SCHEMA,
            500,
            Map.of(),
            Map.of(),
            price),
        PROMPT);
  }

  private static ChatCompletion completion(long input, long output) {
    return new ChatCompletion("yes", false, false, "", "", input, output);
  }

  /// 4,000 characters are 1,000 tokens at 2 dollars a million, the room for the reply 500 at 10:
  /// 0.002 + 0.005. The other call takes 0.002 + 0.001.
  @Test
  void callThatDoesNotTellItsUsage_costsWhatWasExpected() {
    Tally tally = tally(new Price(2, 10));

    tally.add(TOLD);
    tally.add(UNTOLD);

    assertThat(tally.usage()).isEqualTo(new Usage("judge-1", 1_000, 100, 0.01));
  }

  @Test
  void withoutPrice_noCostIsMadeUp() {
    Tally tally = tally(null);

    tally.add(UNTOLD);

    assertThat(tally.usage()).isEqualTo(new Usage("judge-1", 0, 0, null));
  }

  @Test
  void noCall_costsNothing() {
    assertThat(tally(new Price(2, 10)).usage().costUsd()).isZero();
  }
}
