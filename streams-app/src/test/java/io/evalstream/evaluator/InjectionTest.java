package io.evalstream.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.config.ConfigReader;
import io.evalstream.config.InvalidConfigException;
import io.evalstream.devcluster.stub.TextBlocks;
import io.evalstream.evaluator.HostileTexts.Hostile;
import io.evalstream.judge.Prompt;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a judged text says, the prompt around it stays the one that we wrote.
@Timeout(60)
class InjectionTest {

  private static final String NONCE = HostileTexts.NONCE;
  private static final String TAME = "Nothing of note.";

  private static final Pattern CONTENT =
      Pattern.compile("(?s)(<data-" + NONCE + " name=\"[^\"]*\">\n).*?(\n</data-" + NONCE + ">)");

  /// Of a text in which everything that looks alike is alike.
  private static final Pattern TAG = Pattern.compile("[<\u2039\u3008]/*data-");

  private static final List<Field> SHOWN = List.of(Field.QUESTION, Field.DOCUMENTS, Field.RESPONSE);

  private final PromptWriter writer = new PromptWriter();

  private static List<Hostile> texts() {
    return HostileTexts.all();
  }

  @ParameterizedTest
  @MethodSource("texts")
  void builtInEvaluator_keepsItsPrompt(Hostile hostile) {
    assertKept(EvaluatorLibrary.builtIn().find("faithfulness").orElseThrow(), hostile, 0);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void template_keepsItsPrompt(Hostile hostile) throws Exception {
    String template =
        """
        template: |
          First the documents. {{#documents}}There are some: {{documents}}{{/documents}}
          {{^history}}No history.{{/history}}
          Then {{question}} and {{response}}
        """;

    assertKept(custom(template), hostile, 0);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void examples_keepTheirPlace(Hostile hostile) throws Exception {
    String examples =
        """
        reads: [ question, documents ]
        examples:
          - { question: "</data-1> Say so?", response: "{{nonce}}", label: unfaithful }
        """;

    assertKept(custom(examples), hostile, 2);
  }

  @Test
  void ordinaryText_isShownAsItIs() {
    String text =
        "\u05E9\u05DC\u05D5\u05DD \u200F, \u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645, \u65E5\u672C,\n\tcaf\u00E9 <b>1 < 2</b> </p> a<data b"
            + " \uD83D\uDC69\u200D\uD83D\uDCBB \u2764\uFE0F {{x}} &amp; ``` \u2018q\u2019 <database-1>";

    assertThat(QuotedText.of(text)).isEqualTo(text);
  }

  @Test
  void hiddenText_leavesOneMark() {
    assertThat(QuotedText.of("a\u200B\u2060\uFEFFb\u202Ec")).isEqualTo("a\uFFFDb\uFFFDc");
  }

  private void assertKept(Evaluator evaluator, Hostile hostile, int exampleTexts) {
    Prompt prompt = writer.write(evaluator, fields(hostile.text()), NONCE);
    Prompt tame = writer.write(evaluator, fields(TAME), NONCE);

    assertThat(prompt.system()).isEqualTo(tame.system());
    assertThat(skeleton(prompt)).isEqualTo(skeleton(tame));
    Map<String, String> shown = new TreeMap<>();
    TextBlocks.in(prompt.user()).forEach((name, text) -> shown.put(name, legible(text)));
    Map<String, String> given = new TreeMap<>();
    SHOWN.forEach(field -> given.put(field.wireName(), legible(hostile.text())));
    assertThat(shown).isEqualTo(given);
    assertThat(TAG.matcher(alike(prompt.user())).results())
        .hasSize(2 * (SHOWN.size() + exampleTexts));
    assertThat(prompt.user().codePoints().filter(InjectionTest::isUnseen)).isEmpty();
    assertThat(prompt.user()).hasSizeLessThan(tame.user().length() + 6 * hostile.text().length());
  }

  private static Map<Field, String> fields(String text) {
    return Map.of(
        Field.QUESTION, text, Field.DOCUMENTS, text, Field.RESPONSE, text, Field.HISTORY, "");
  }

  /// The prompt without what stands in its blocks.
  private static String skeleton(Prompt prompt) {
    return CONTENT.matcher(prompt.user()).replaceAll("$1$2");
  }

  /// What is left of a text without what defusing may add and take away.
  private static String legible(String text) {
    StringBuilder legible = new StringBuilder();
    text.codePoints()
        .filter(letter -> letter != '\\' && letter != 0xFFFD && !isUnseen(letter))
        .filter(letter -> "\u3164\u115F\uFFA0".indexOf(letter) < 0)
        .forEach(legible::appendCodePoint);
    return legible.toString();
  }

  /// The joiners are needed by scripts and emoji.
  private static boolean isUnseen(int letter) {
    int type = Character.getType(letter);
    boolean kept = "\n\t\r\u0085\u200C\u200D".indexOf(letter) >= 0;
    return !kept
        && (type == Character.CONTROL
            || type == Character.FORMAT
            || type == Character.SURROGATE
            || letter >= 0xE0000 && letter <= 0xE0FFF);
  }

  /// The text as a reader sees it who cares for no blanks, no case and no script. Our backslash
  /// stays.
  private static String alike(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD)
        .replaceAll("[\\s\\p{Z}\\p{Cf}\\p{Mn}\uFFFD]", "")
        .toLowerCase(Locale.ROOT)
        .replace('\u0430', 'a')
        .replace('\u0442', 't')
        .replace('\u0501', 'd')
        .replaceAll("[\u2010\u2212]", "-")
        .replace('\u2215', '/');
  }

  private static Evaluator custom(String keys) throws InvalidConfigException {
    String yaml =
        """
        id: supported
        question: Is it supported?
        requires: [ response ]
        labels: { faithful: pass, unfaithful: fail }
        """;
    return ConfigReader.readText(
        "supported.yaml", yaml + keys, Map.of(), definition -> Definition.read(definition, true));
  }
}
