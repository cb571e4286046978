package io.evalstream.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evalstream.config.ConfigReader;
import io.evalstream.config.InvalidConfigException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MappingTest {

  @Test
  void emptySection_isTheDefault() throws Exception {
    assertThat(read("{}")).isEqualTo(Mapping.DEFAULT);
  }

  @Test
  void everyKey_isRead() throws Exception {
    Mapping mapping =
        read(
            """
            apps: {shop-eu: Shop}
            attributes: {tenant: tenant.id}
            tool_results_are_documents: false
            mapping:
              question: [my.question, input.value]
              question_pointers: [/form/text]
            """);

    assertThat(mapping)
        .isEqualTo(
            new Mapping(
                Map.of(
                    Row.QUESTION, List.of("my.question", "input.value"),
                    Row.QUESTION_POINTERS, List.of("/form/text")),
                Map.of("shop-eu", "Shop"),
                Map.of("tenant", "tenant.id"),
                false));
    assertThat(mapping.app("shop-eu")).isEqualTo("Shop");
    assertThat(mapping.app("other")).isEqualTo("other");
    assertThat(mapping.names(Row.MODEL)).isEqualTo(Row.MODEL.names());
    assertThat(mapping.all()).contains("my.question", "tenant.id").doesNotContain("/form/text");
  }

  @Test
  void pointerThatIsNone_isAProblem() {
    assertThatThrownBy(() -> read("mapping: {response_pointers: [answer]}"))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("mapping.response_pointers")
        .hasMessageContaining("JSON pointer");
  }

  @Test
  void unknownRow_isAProblem() {
    assertThatThrownBy(() -> read("mapping: {qestion: [x]}"))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("question");
  }

  private static Mapping read(String yaml) throws InvalidConfigException {
    return ConfigReader.readText("otlp.yaml", yaml, Map.of(), Mapping::read);
  }
}
