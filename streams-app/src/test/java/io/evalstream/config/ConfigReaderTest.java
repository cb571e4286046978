package io.evalstream.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {

  @TempDir Path folder;

  @Test
  void file_isReadAndFilledFromTheEnvironment() throws Exception {
    Path file = Files.writeString(folder.resolve("a.yaml"), "http: { port: \"${PORT:8080}\" }");

    int byDefault = ConfigReader.read(file, Map.of(), ConfigReaderTest::port);
    int set = ConfigReader.read(file, Map.of("PORT", "9"), ConfigReaderTest::port);

    assertThat(byDefault).isEqualTo(8080);
    assertThat(set).isEqualTo(9);
  }

  @Test
  void missingFile_isNamedWithItsFullPath() {
    Path file = folder.resolve("none.yaml");

    assertThatThrownBy(() -> ConfigReader.read(file, Map.of(), Section::path))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage(file + ": no such file. It would be " + file.toAbsolutePath());
  }

  @Test
  void fileInAnotherEncoding_isRefused() throws Exception {
    Path file = Files.write(folder.resolve("a.yaml"), "a: é".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> ConfigReader.read(file, Map.of(), Section::path))
        .hasMessage(file + ": must be UTF-8 text");
  }

  @Test
  void emptyText_isAnEmptyRoot() throws Exception {
    assertThat(Reads.<Integer>ok("# nothing\n", ConfigReaderTest::port)).isEqualTo(8080);
  }

  @Test
  void list_isNoRoot() {
    assertThat(Reads.problems("- a\n", root -> root.string("id")))
        .containsExactly("must be a mapping, was a list");
  }

  @Test
  void syntaxError_tellsLineAndColumn() {
    assertThat(Reads.problems("a: 1\nb: c: 2\n", Section::path))
        .containsExactly("line 2, column 5: mapping values are not allowed here");
  }

  @Test
  void bareReferenceInFlowStyle_getsAHintToQuote() {
    assertThat(Reads.problems("a: { b: ${KEY} }\n", Section::path))
        .singleElement()
        .asString()
        .startsWith("line 1, column ")
        .endsWith("Within { } or [ ] put quotes around \"${NAME}\"");
  }

  @Test
  void secondDocument_isRefused() {
    assertThat(Reads.problems("a: 1\n---\nb: 2\n", Section::path))
        .singleElement()
        .asString()
        .startsWith("line 2, column 1: ");
  }

  @Test
  void characterThatYamlForbids_isRefused() {
    assertThat(Reads.problems("a: \u0007\n", Section::path))
        .singleElement()
        .asString()
        .startsWith("must be YAML: ");
  }

  @Test
  void duplicateKey_isAProblem() {
    assertThat(Reads.problems("http:\n  port: 1\n  port: 2\n", ConfigReaderTest::port))
        .containsExactly("http.port must be given once. Again in line 3");
  }

  @Test
  void aliasToWhatHoldsIt_isAProblem() {
    assertThat(Reads.problems("http: &a { port: *a }\n", ConfigReaderTest::port))
        .containsExactly("http.port must not contain itself");
  }

  @Test
  void alias_isAPlaceOfItsOwn() {
    assertThat(
            Reads.problems(
                "a: &x { port: 1, samplng: 2 }\nb: *x\n",
                root -> root.section("a").integer("port", 0, 0, 9)))
        .containsExactly(
            "a.samplng: unknown key. Known keys: port", "b: unknown key. Known keys: a");
  }

  @Test
  void mergeKey_isAProblem() {
    assertThat(Reads.problems("a: &x { port: 1 }\nhttp: { <<: *x }\n", ConfigReaderTest::port))
        .first()
        .isEqualTo("http must have plain names as keys");
  }

  @Test
  void allProblems_areToldAtOnceWithTheNameOfTheText() {
    assertThatThrownBy(
            () ->
                ConfigReader.readText(
                    "evalstream.yaml",
                    "http: { port: abc }\nlimit: 5\nkey: ${KEY}\n",
                    Map.of(),
                    root -> List.of(port(root), root.share("limit", 1))))
        .hasMessage(
            """
            evalstream.yaml: key: environment variable KEY is not set. \
            Set it or give a default: ${KEY:default}
            evalstream.yaml: http.port must be a whole number, was "abc"
            evalstream.yaml: limit must be in (0, 1], was 5
            evalstream.yaml: key: unknown key. Known keys: http, limit""");
  }

  @Test
  void unsetVariable_isOneProblemEvenWhenRead() {
    assertThat(Reads.problems("http: { port: \"${PORT}\" }", ConfigReaderTest::port))
        .containsExactly(
            "http.port: environment variable PORT is not set."
                + " Set it or give a default: ${PORT:default}");
  }

  @Test
  void valueFilledWithNothing_isAbsent() throws Exception {
    String yaml = "http: { port: \"${PORT:}\" }\nkey: ${KEY:}\n";

    var read = Reads.<List<Object>>ok(yaml, root -> List.of(port(root), root.secret("key")));

    assertThat(read).containsExactly(8080, Optional.empty());
  }

  @Test
  void misspeltKey_isComparedWithTheKeysAskedFor() {
    String yaml = "apps:\n- id: docs\n  samplng: []\n- idd: b\n  zzz: 1\n";

    var problems =
        Reads.problems(
            yaml,
            root ->
                root.sections("apps").stream()
                    .map(app -> app.string("id", "") + app.sections("sampling"))
                    .toList());

    assertThat(problems)
        .containsExactly(
            "apps[0].samplng: unknown key. Did you mean 'sampling'?",
            "apps[1].idd: unknown key. Did you mean 'id'?",
            "apps[1].zzz: unknown key. Known keys: id, sampling");
  }

  @Test
  void sectionThatNobodyOpens_isOneUnknownKey() {
    assertThat(Reads.problems("alerts: { a: { b: 1 }, c: 2 }\n", Section::path))
        .containsExactly("alerts: unknown key");
  }

  @Test
  void keyWithoutValue_mustBeKnownToo() {
    assertThat(Reads.problems("htp:\n", ConfigReaderTest::port))
        .containsExactly("htp: unknown key. Did you mean 'http'?");
  }

  @Test
  void refusalByTheShape_isAProblemWhenThereIsNoOther() {
    assertThat(Reads.problems("a: 1\n", _ -> refuse("a must be even")))
        .containsExactly("a must be even");
  }

  @Test
  void refusalByTheShape_isDroppedForTheProblemsBefore() {
    assertThat(Reads.problems("a: x\n", root -> refuse("bad " + root.integer("a", 1, 1, 2))))
        .containsExactly("a must be a whole number, was \"x\"");
  }

  private static int port(Section root) {
    return root.section("http").integer("port", 8080, 1, 65_535);
  }

  private static Object refuse(String why) {
    throw new IllegalArgumentException(why);
  }
}
