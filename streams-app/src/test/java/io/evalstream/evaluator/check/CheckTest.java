package io.evalstream.evaluator.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.evalstream.config.ConfigReader;
import io.evalstream.config.InvalidConfigException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckTest {

  private static final String DOCUMENTS =
      """
      [doc-1]
      Opening hours
      We open at nine, see https://docs.example/hours.

      [doc-2]
      Prices [7] are at https://docs.example/prices/ today""";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "exact_match: {}; Paris; Paris; true",
        "exact_match: {}; Paris; paris; false",
        "exact_match: {}; Paris; Paris.; false",
        "exact_match: {ignore_case: true}; PARIS; paris; true",
        "exact_match: {ignore_case: true}; PA RIS; paris; false",
        "exact_match: {ignore_whitespace: true}; \"  New \n York \"; New York; true",
        "exact_match: {ignore_whitespace: true}; NewYork; New York; false",
        "exact_match: {}; \"Paris \"; Paris; false",
        "regex: {pattern: '^ORD-[0-9]{4}$'}; ORD-1234; \"\"; true",
        "regex: {pattern: '^ORD-[0-9]{4}$'}; ORD-12345; \"\"; false",
        "regex: {pattern: sorry, match: must_not}; I am sorry.; \"\"; false",
        "regex: {pattern: sorry, match: must_not}; Sorry.; \"\"; true",
        "regex: {pattern: '(?i)sorry', match: must}; Sorry.; \"\"; true",
        "regex: {pattern: '^(a[}{9(]){1}\\({2}$'}; a}((; \"\"; true",
        "json_valid: {}; {\"a\": 1}; \"\"; true",
        "json_valid: {}; [1, 2]; \"\"; true",
        "json_valid: {}; {\"a\": 1; \"\"; false",
        "json_valid: {}; {\"a\": 1} done; \"\"; false",
        "json_valid: {}; {\"a\": 1, \"a\": 2}; \"\"; false",
        "json_valid: {}; Sure: {\"a\": 1}; \"\"; false",
        "json_valid: {required: [a, b]}; {\"a\": 1, \"b\": null}; \"\"; true",
        "json_valid: {required: [a, b]}; {\"a\": 1}; \"\"; false",
        "json_valid: {required: a}; [\"a\"]; \"\"; false",
        "length: {max: 5}; 12345; \"\"; true",
        "length: {max: 5}; 123456; \"\"; false",
        "length: {max: 2}; \"\uD83D\uDE00\uD83D\uDE00\"; \"\"; true",
        "length: {min: 2, unit: words}; one; \"\"; false",
        "length: {min: 2, max: 2, unit: words}; \" one \n two \"; \"\"; true",
      })
  void find_keepsToTheRule(String code, String text, String beside, boolean passes)
      throws Exception {
    assertThat(read(code.strip()).find(text, beside).passes()).isEqualTo(passes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "At nine [doc-1].; true",
        "At nine [doc-2, doc-1].; true",
        "At nine [doc-3].; false",
        "At nine (doc-1).; false",
        "At nine [DOC-1].; false",
        "They are seven [7].; false",
        "See https://docs.example/hours; true",
        "See (https://docs.example/prices).; true",
        "See https://docs.example/hours/monday; false",
        "See https://docs.example; false",
      })
  void containsCitation_knowsIdsAndLinksOfTheDocuments(String text, boolean cites) {
    assertThat(new ContainsCitation().find(text, DOCUMENTS).passes()).isEqualTo(cites);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "regex: {}; code.regex.pattern must be given",
        "regex: {pattern: '('}; code.regex.pattern must be a regular expression of RE2",
        "regex: {pattern: '(a)\\1'}; code.regex.pattern must be a regular expression of RE2",
        "regex: {pattern: '((a{100}){100}){100}'}; code.regex.pattern must not repeat by count what",
        "regex: {pattern: '((b|[)]a{9})c){99}'}; code.regex.pattern must not repeat by count what",
        "regex: {pattern: '[a-z]{1,600}'}; code.regex.pattern must be simpler: at most 1000 steps",
        "regex: {pattern: a, match: never}; code.regex.match must be one of",
        "regex: {patern: a, pattern: b}; code.regex.patern: unknown key. Did you mean 'pattern'?",
        "length: {}; code.length must have min, max, or both",
        "length: {min: 9, max: 3}; code.length.max must not be below min, 9, was 3",
        "length: {max: -1}; code.length.max must be",
        "length: {max: 3, unit: lines}; code.length.unit must be one of",
        "json_vald: {}; code must hold one of exact_match, regex",
        "json_vald: {}; was 'json_vald'. Did you mean 'json_valid'?",
        "json_valid: {}, length: {max: 1}; was json_valid, length",
      })
  void badCode_isTold(String code, String told) {
    assertThatExceptionOfType(InvalidConfigException.class)
        .isThrownBy(() -> read(code.strip()))
        .withMessageContaining(told.strip());
  }

  @Test
  void patternThatIsTooLong_isTold() {
    assertThatExceptionOfType(InvalidConfigException.class)
        .isThrownBy(() -> read("regex: {pattern: " + "a".repeat(1001) + "}"))
        .withMessageContaining("code.regex.pattern must have at most 1000 characters");
  }

  /// Patterns that keep a backtracking matcher busy for longer than anybody lives.
  @ParameterizedTest
  @CsvSource({"(a+)+$", "(a|aa)+$", "(.*a){20}$", "^(([a-z])+.)+[A-Z]([a-z])+$"})
  @Timeout(30)
  void catastrophicPattern_endsSoon(String pattern) throws Exception {
    Check check = read("regex: {pattern: '" + pattern + "'}");
    String text = "a".repeat(20_000) + "!";
    long started = System.nanoTime();

    check.find(text, "");

    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  @Timeout(30)
  void textMadeToBeSlow_endsSoon() {
    String marks = "https://a.b/" + ".".repeat(300_000) + "c [".repeat(100_000);

    assertThat(new ContainsCitation().find(marks, marks + DOCUMENTS).passes()).isTrue();
  }

  @Test
  void deeplyNestedJson_isInvalid() throws Exception {
    String text = "[".repeat(200_000);

    assertThat(read("json_valid: {}").find(text, "").passes()).isFalse();
  }

  @Test
  void explanations_sayWhereAndHowMuch() throws Exception {
    assertThat(read("exact_match: {}").find("Parys", "Paris").explanation())
        .isEqualTo(
            "differs from the reference answer from character 4 on: 5 characters instead of 5");
    assertThat(read("length: {max: 2, unit: words}").find("a b c", "").explanation())
        .isEqualTo("3 words, 0 to 2 are wanted");
    assertThat(read("json_valid: {required: [a, b]}").find("{}", "").explanation())
        .isEqualTo("the JSON lacks a, b");
    assertThat(read("regex: {pattern: b}").find("ab", "").explanation())
        .isEqualTo("the pattern is found at character 2");
  }

  private static Check read(String code) throws InvalidConfigException {
    return ConfigReader.readText(
            "evalstream.yaml", "code: {" + code + "}", Map.of(), root -> Checks.read(root))
        .orElseThrow();
  }
}
