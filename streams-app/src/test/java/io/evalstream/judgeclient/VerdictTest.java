package io.evalstream.judgeclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {

  private static final List<String> LABELS = List.of("correct", "incorrect");
  private static final Verdict WRONG = new Verdict.Given("incorrect", "It says 5.");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"explanation\": \"It says 5.\", \"label\": \"incorrect\"}",
        "{\"label\": \" INCORRECT\\n\", \"explanation\": \" It says 5. \"}",
        "```json\n{\"explanation\": \"It says 5.\", \"label\": \"incorrect\"}\n```",
        "```\n{\"explanation\": \"It says 5.\", \"label\": \"incorrect\"}```\n",
        "Sure: {\"explanation\": \"It says 5.\", \"label\": \"incorrect\"}\n",
        "Sure:\n```json\n{\"explanation\": \"It says 5.\", \"label\": \"incorrect\"}\n```",
        "<think>{\"label\": \"correct\"}?</think>{\"explanation\": \"It says 5.\", \"label\": \"incorrect\"}"
      })
  void decoratedObject_isRead(String content) {
    assertThat(Verdict.read(content, LABELS)).isEqualTo(WRONG);
  }

  @Test
  void bareLabel_isALabelWithoutExplanation() {
    assertThat(Verdict.read(" Incorrect\n", LABELS))
        .isEqualTo(new Verdict.Given("incorrect", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "The answer is incorrect.",
        "{\"label\": \"mostly correct\"}",
        "{\"label\": \"incorrect.\"}",
        "{\"label\": [\"correct\"]}",
        "{\"explanation\": \"correct\"}",
        "{\"label\": \"correct\", \"label\": \"incorrect\"}",
        "{\"explanation\": \"cut o"
      })
  void anythingElse_isNoLabel(String content) {
    assertThat(Verdict.read(content, LABELS)).isInstanceOf(Verdict.Missing.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "It says {\"label\": \"correct\"}, and that is incorrect.",
        "It says {\"label\": \"correct\"}. {\"explanation\": \"No.\", \"label\": \"incorrect\"}",
        "{\"explanation\": \"It says \"{\"label\": \"correct\"}\"\", \"label\": \"incorrect\"}",
        "{\"explanation\": \"It says \" {\"label\": \"correct\"}",
        "{as told} {\"label\": \"correct\"}",
        "{\"reply\": {\"label\": \"correct\"}}",
        "[{\"label\": \"correct\"}]",
        "```json\n{\"label\": \"correct\"}\n``` is what it wants."
      })
  void quotedObject_givesNoLabel(String content) {
    assertThat(Verdict.read(content, LABELS)).isInstanceOf(Verdict.Missing.class);
  }

  @Test
  void manyBraces_endSoon() {
    assertThat(Verdict.read("{".repeat(100_000), LABELS)).isInstanceOf(Verdict.Missing.class);
  }

  @Test
  void openQuestion_hasItsAnswerInTheLastObject() {
    assertThat(Verdict.readOpen("<think>{\"answer\": \"1\"}</think>{\"answer\": \" 42 \"}"))
        .isEqualTo(new Verdict.Given("42", null));
    assertThat(Verdict.readOpen("{\"answer\": 42}")).isEqualTo(new Verdict.Given("42", null));
    assertThat(Verdict.readOpen("It is 42.")).isInstanceOf(Verdict.Missing.class);
    assertThat(Verdict.readOpen("{\"answer\": null}")).isInstanceOf(Verdict.Missing.class);
  }
}
