package io.evalstream.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.EvaluatorLibrary;
import org.junit.jupiter.api.Test;

class LabelFormTest {

  @Test
  void whatTheFormSends_isWhatItWas() {
    Evaluator evaluator = EvaluatorLibrary.builtIn().find("document_relevance").orElseThrow();
    String traceId = "a\u202E\"><b>&\r\n";

    String html =
        new Templates().write("label-form", LabelForm.of(1, traceId, evaluator, "doc\u200B=1"));

    assertThat(html)
        .contains("name=\"trace_id\" value=\"a\u202E&quot;&gt;&lt;b&gt;&amp;&#13;&#10;\"")
        .contains("name=\"document_id\" value=\"doc\u200B=1\"");
  }
}
