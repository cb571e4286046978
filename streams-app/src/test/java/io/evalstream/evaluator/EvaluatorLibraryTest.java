package io.evalstream.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.evalstream.config.ConfigReader;
import io.evalstream.config.InvalidConfigException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatorLibraryTest {

  private static final String REFUND_PROMISE =
      """
      evaluators:
        - id: refund_promise
          target: response
          question: Does the answer promise a refund that the documents do not grant?
          labels: { promised: fail, not_promised: pass }
      """;

  @Test
  void builtIn_eachEvaluator_explainsItself() {
    for (Evaluator evaluator : EvaluatorLibrary.builtIn().all()) {
      assertThat(evaluator.description()).isNotBlank();
      assertThat(evaluator.rubric().guidance().isBlank()).isEqualTo(evaluator.isCoded());
      assertThat(evaluator.labels()).allMatch(label -> !label.meaning().isBlank());
      assertThat(evaluator.custom()).isFalse();
    }
  }

  @Test
  void builtIn_failingLabels_areTheBadOnes() {
    assertThat(EvaluatorLibrary.builtIn().all())
        .flatExtracting(Evaluator::labels)
        .filteredOn(Label::fails)
        .extracting(Label::name)
        .containsExactly(
            "unfaithful",
            "irrelevant",
            "incorrect",
            "toxic",
            "partial_refusal",
            "refusal",
            "not_factual",
            "irrelevant",
            "irrelevant",
            "bad",
            "verbose",
            "incorrect",
            "off_topic",
            "unauthorized",
            "negative",
            "leak",
            "jailbreak",
            "injected",
            "frustrated",
            "incorrect",
            "incorrect",
            "incorrect",
            "mismatch",
            "invalid",
            "uncited");
  }

  @ParameterizedTest
  @CsvSource({
    "hallucination, faithfulness",
    "faithfulness, faithfulness",
    "rag_relevancy, document_relevance",
    "qa, correctness",
    "human_vs_ai, correctness",
    "user_friction, user_frustration",
    "tool_calling, tool_selection"
  })
  void find_idOrAlias_givesTheEvaluator(String name, String id) {
    assertThat(EvaluatorLibrary.builtIn().find(name)).map(Evaluator::id).contains(id);
  }

  /// The labels of Phoenix's evaluators, so that its golden sets can be read.
  @ParameterizedTest
  @CsvSource({
    "hallucination, hallucinated, unfaithful",
    "hallucination, factual, faithful",
    "hallucination, grounded, faithful",
    "qa, incorrect, incorrect",
    "rag_relevancy, unrelated, irrelevant",
    "retrieval_relevance, irrelevant, irrelevant",
    "toxicity, non-toxic, non_toxic",
    "refusal, refused, refusal",
    "refusal, answered, compliance",
    "conciseness, verbose, verbose",
    "summarization, bad, bad",
    "user_friction, friction, frustrated",
    "user_friction, no_friction, ok",
    "user_frustration, ok, ok",
    "reference_link, correct, correct",
    "tool_calling, incorrect, incorrect"
  })
  void label_ofAnotherTool_isFound(String evaluator, String alias, String label) {
    assertThat(EvaluatorLibrary.builtIn().find(evaluator).orElseThrow().label(alias))
        .map(Label::name)
        .contains(label);
  }

  @Test
  void builtIn_directions_followTheNames() {
    assertThat(EvaluatorLibrary.builtIn().all())
        .filteredOn(evaluator -> evaluator.direction() == Direction.NEUTRAL)
        .extracting(Evaluator::id)
        .containsExactly("refusal");
    assertThat(EvaluatorLibrary.builtIn().all())
        .filteredOn(evaluator -> evaluator.direction() == Direction.MINIMIZE)
        .extracting(Evaluator::id)
        .containsExactly(
            "toxicity",
            "off_topic",
            "unauthorized_commitment",
            "brand_negativity",
            "pii_leak",
            "jailbreak",
            "prompt_injection",
            "user_frustration");
  }

  @Test
  void find_unknownName_isEmpty() {
    assertThat(EvaluatorLibrary.builtIn().find("truthiness")).isEmpty();
  }

  @Test
  void withDefinitions_shortestDefinition_hasDefaults() throws InvalidConfigException {
    Evaluator custom = read(REFUND_PROMISE).find("refund_promise").orElseThrow();

    assertThat(custom.custom()).isTrue();
    assertThat(custom.target()).isEqualTo(Target.RESPONSE);
    assertThat(custom.direction()).isEqualTo(Direction.MAXIMIZE);
    assertThat(custom.description()).isEqualTo(custom.rubric().question());
    assertThat(custom.labelNames()).containsExactly("promised", "not_promised");
    assertThat(custom.labels()).extracting(Label::fails).containsExactly(true, false);
    assertThat(custom.inputs().requires())
        .extracting(Requirement::toString)
        .containsExactly("response");
    assertThat(custom.inputs().reads())
        .containsExactly(Field.QUESTION, Field.DOCUMENTS, Field.RESPONSE);
  }

  @Test
  void withDefinitions_fullDefinition_isRead() throws InvalidConfigException {
    Evaluator custom =
        read("""
            evaluators:
              - id: tone
                aliases: [politeness]
                description: How it sounds.
                target: conversation
                question: Is the response curt?
                guidance: Curt means shorter than polite.
                requires: [response, "history | question"]
                reads: [reference_answer]
                labels: { fine: pass, curt: fail }
                meanings: { curt: shorter than polite }
                label_aliases: { rude: curt }
            """)
            .find("politeness")
            .orElseThrow();

    assertThat(custom.target()).isEqualTo(Target.CONVERSATION);
    assertThat(custom.inputs().requires())
        .extracting(Requirement::toString)
        .containsExactly("response", "history or question");
    assertThat(custom.inputs().reads())
        .containsExactly(Field.QUESTION, Field.HISTORY, Field.RESPONSE, Field.REFERENCE_ANSWER);
    assertThat(custom.labels())
        .containsExactly(
            new Label("fine", false, "", List.of()),
            new Label("curt", true, "shorter than polite", List.of("rude")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "target: response; target: responce; Did you mean 'response'?",
        "target: response; direction: up; direction must be one of",
        "target: response; directon: neutral; directon: unknown key. Did you mean 'direction'?",
        "promised: fail, not_promised: pass; promised: fail; labels must be two or more",
        "promised: fail; promised: pass; labels must hold one that fails",
        "not_promised: pass; not_promised: fail; labels must hold one that passes",
        "promised: fail; promised: bad; labels.promised must be pass or fail, was bad",
        "id: refund_promise; id: Refund; id must match",
        "id: refund_promise; id: faithfulness; id must not be the name of another evaluator",
        "id: refund_promise; id: hallucination; id must not be the name of another evaluator",
        "id: refund_promise; id: diagnosis; id must be another name: rates and alerts have",
        "question: Does; questio: Does; question must be given",
        "target: response; requires: [answer]; requires must name fields among question",
        "target: response; meanings: {maybe: x}; meanings.maybe must be one of the labels",
        "promised: fail,; promised: fail, Promised: fail,; labels must differ in more than case",
        "promised: fail,; promised: fail, promised: fail,; labels.promised must be given once",
        "target: response; aliases: qa; aliases must not be the name of another evaluator, or given",
        "target: response; aliases: diagnosis; aliases must be another name: rates and alerts have",
        "target: response; aliases: refund_promise; aliases must not be the name of another",
        "target: response; aliases: [refund, refund]; aliases must not be the name of another",
        "target: response; template: '{{respons}}'; 'respons'. Did you mean 'response'?",
        "target: response; template: '{{#docs}}{{response}}{{/docs}}'; template must name fields",
        "target: response; template: '{{.}} {{response}}'; template must name fields among",
        "target: response; template: judge it; template must show at least one field, such as",
        "target: response; template: '{{#response}}x'; template must be Mustache (Section missing",
        "target: response; template: '{{response}} {{'; template must close every tag",
        "target: response; template: '{{response}} {{>x}}'; template must not include other",
        "target: response; template: '{{question}}'; template must show {{response}}, which is",
        "target: response; template: '{{response}} {{document}}'; target must be document",
        "target: response; requires: document; target must be document, for the one document",
        "target: response; examples: [{label: promised}]; examples[0] must hold the text of at",
        "target: response; examples: [{response: x}]; examples[0].label must be given",
        "target: response; examples: [{response: x, label: maybe}]; examples[0].label must be one of",
        "target: response; examples: [{respnse: x, response: x, label: promised}]; unknown key",
        "target: response; when: {region: eu}; when must name feedback, model, prompt_version or",
        "target: response; rate: 0; rate must be",
        "target: response; rate: 1.5; rate must be"
      })
  void withDefinitions_badDefinition_isTold(String good, String bad, String told) {
    String yaml = REFUND_PROMISE.replace(good.strip(), bad.strip());

    assertThatExceptionOfType(InvalidConfigException.class)
        .isThrownBy(() -> read(yaml))
        .withMessageContaining(told.strip());
  }

  @Test
  void withDefinitions_templateAndReads_isTold() {
    String yaml = REFUND_PROMISE + "    template: '{{response}}'\n    reads: question\n";

    assertThatExceptionOfType(InvalidConfigException.class)
        .isThrownBy(() -> read(yaml))
        .withMessageContaining("evaluators[0].reads must not stand beside template");
  }

  @Test
  void withDefinitions_template_saysWhatIsRead() throws InvalidConfigException {
    String yaml =
        REFUND_PROMISE + "    template: '{{question}} {{#history}}x{{/history}} {{response}}'\n";

    Evaluator custom = read(yaml).find("refund_promise").orElseThrow();

    assertThat(custom.inputs().reads())
        .containsExactly(Field.QUESTION, Field.HISTORY, Field.RESPONSE);
  }

  /// What changes the prompt changes the version; what chooses traces does not.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "template: '{{question}} {{documents}} {{response}}'; true",
        "examples: [{response: x, label: promised}]; true",
        "when: {model: m-1}; false",
        "rate: 0.5; false",
        "direction: minimize; false",
        "aliases: refunds; false"
      })
  void withDefinitions_anotherKey_isAnotherVersionOnlyWhenThePromptChanges(
      String key, boolean another) throws InvalidConfigException {
    String plain = read(REFUND_PROMISE).find("refund_promise").orElseThrow().version();

    String changed =
        read(REFUND_PROMISE + "    " + key + "\n").find("refund_promise").orElseThrow().version();

    assertThat(!changed.equals(plain)).isEqualTo(another);
    assertThat(plain).isEqualTo("92b704911056");
  }

  @Test
  void withDefinitions_otherExample_isAnotherVersion() throws InvalidConfigException {
    String one = REFUND_PROMISE + "    examples: [ { response: x, label: promised } ]\n";
    String other = REFUND_PROMISE + "    examples: [ { response: y, label: promised } ]\n";

    assertThat(read(one).find("refund_promise").orElseThrow().version())
        .isNotEqualTo(read(other).find("refund_promise").orElseThrow().version());
  }

  @Test
  void withDefinitions_shortestCode_hasTheLabelsOfItsKind() throws InvalidConfigException {
    Evaluator custom =
        read("evaluators: [ { id: order_number, code: { regex: { pattern: 'ORD-[0-9]+' } } } ]")
            .find("order_number")
            .orElseThrow();

    assertThat(custom.isCoded()).isTrue();
    assertThat(custom.labels())
        .extracting(Label::name, Label::fails)
        .containsExactly(tuple("kept", false), tuple("broken", true));
    assertThat(custom.inputs().reads()).containsExactly(Field.RESPONSE);
  }

  @Test
  void withDefinitions_codeOfAnotherTarget_judgesItsText() throws InvalidConfigException {
    String yaml =
        """
        evaluators:
          - id: short_documents
            target: document
            code: { length: { max: 800, unit: words } }
            labels: { long: fail, short: pass }
        """;

    Evaluator custom = read(yaml).find("short_documents").orElseThrow();

    assertThat(custom.inputs().reads()).containsExactly(Field.DOCUMENT);
    assertThat(custom.label(true).name()).isEqualTo("short");
    assertThat(custom.label(false).name()).isEqualTo("long");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "guidance: be strict; evaluators[0].guidance must not stand beside code",
        "reads: question; evaluators[0].reads must not stand beside code",
        "requires: question; evaluators[0].requires must not stand beside code",
        "labels: {a: pass, b: fail, c: fail}; evaluators[0].labels must be one that passes and",
        "labels: {a: pass, b: pass}; evaluators[0].labels must hold one that fails"
      })
  void withDefinitions_codeWithWhatOnlyAJudgeReads_isTold(String key, String told) {
    String yaml = "evaluators: [ { id: j, code: { json_valid: {} }, " + key + " } ]";

    assertThatExceptionOfType(InvalidConfigException.class)
        .isThrownBy(() -> read(yaml))
        .withMessageContaining(told.strip());
  }

  @Test
  void withDefinitions_otherParametersOfCode_areAnotherVersion() throws InvalidConfigException {
    String yaml = "evaluators: [ { id: short, code: { length: { max: 10 } } } ]";

    assertThat(read(yaml).find("short").orElseThrow().version())
        .isNotEqualTo(read(yaml.replace("10", "11")).find("short").orElseThrow().version());
  }

  @Test
  void withDefinitions_twoBadOnes_areBothTold() {
    String yaml =
        """
        evaluators:
          - { id: One, question: q, labels: { a: pass, b: fail } }
          - { id: Two, question: q, labels: { a: pass, b: fail } }
        """;

    assertThatExceptionOfType(InvalidConfigException.class)
        .isThrownBy(() -> read(yaml))
        .satisfies(invalid -> assertThat(invalid.problems()).hasSize(2));
  }

  @Test
  void with_takenName_isRefused() throws InvalidConfigException {
    EvaluatorLibrary library = read(REFUND_PROMISE);
    Evaluator custom = library.find("refund_promise").orElseThrow();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> library.with(List.of(custom)))
        .withMessage("two evaluators answer to 'refund_promise'");
  }

  private static EvaluatorLibrary read(String yaml) throws InvalidConfigException {
    return ConfigReader.readText(
        "evalstream.yaml",
        yaml,
        Map.of(),
        root -> EvaluatorLibrary.builtIn().withDefinitions(root.sections("evaluators")));
  }
}
