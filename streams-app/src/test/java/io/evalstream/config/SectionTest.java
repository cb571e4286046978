package io.evalstream.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SectionTest {

  private static final Map<String, Integer> MODES = Map.of("fail", 1, "pass", 2, "skip", 3);

  @Test
  void absentKeys_haveTheirDefaults() throws Exception {
    var read =
        Reads.<List<Object>>ok(
            "a:\n",
            root ->
                List.of(
                    root.has("a"),
                    root.string("a", "x"),
                    root.optionalString("a"),
                    root.secret("a"),
                    root.integer("a", 3, 0, 9),
                    root.longInteger("a", 4, 0, 9),
                    root.number("a", 0.5, 0, 1),
                    root.share("a", 0.25),
                    root.bool("a", true),
                    root.duration("a", Duration.ofSeconds(5), Duration.ZERO, Duration.ofDays(1)),
                    root.strings("a"),
                    root.oneOf("a", MODES, 2),
                    root.section("a").path(),
                    root.sections("a"),
                    root.named("a"),
                    root.entries("a"),
                    root.items("a")));

    assertThat(read)
        .containsExactly(
            false,
            "x",
            Optional.empty(),
            Optional.empty(),
            3,
            4L,
            0.5,
            0.25,
            true,
            Duration.ofSeconds(5),
            List.of(),
            2,
            "a",
            List.of(),
            Map.of(),
            Map.of(),
            List.of());
  }

  @Test
  void scalars_areReadByWhoAsks() throws Exception {
    assertThat(Reads.<String>ok("a: 1.10", root -> root.string("a"))).isEqualTo("1.10");
    assertThat(Reads.<String>ok("a: yes", root -> root.string("a"))).isEqualTo("yes");
    assertThat(Reads.<Integer>ok("a: '7'", root -> root.integer("a", 0, 0, 9))).isEqualTo(7);
    assertThat(Reads.<Long>ok("a: -7", root -> root.longInteger("a", 0, -9, 9))).isEqualTo(-7);
    assertThat(Reads.<Double>ok("a: 1e-3", root -> root.number("a", 0, 0, 9))).isEqualTo(0.001);
    assertThat(Reads.<Double>ok("a: 1", root -> root.share("a", 0.5))).isEqualTo(1);
    assertThat(Reads.<Boolean>ok("a: True", root -> root.bool("a", false))).isTrue();
    assertThat(Reads.<Integer>ok("a: skip", root -> root.oneOf("a", MODES, 1))).isEqualTo(3);
    assertThat(Reads.<Duration>ok("a: 90s", SectionTest::pause)).isEqualTo(Duration.ofSeconds(90));
    assertThat(Reads.<Double>ok("a: .5", root -> root.requiredNumber("a", 0, 1))).isEqualTo(0.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:", "b: 1", "a: ''", "a: '  '"})
  void requiredText_isNotEmpty(String yaml) {
    assertThat(Reads.problems(yaml, root -> root.string("a") + root.string("b", "")))
        .singleElement()
        .isIn("a must be given", "a must not be empty");
  }

  @Test
  void requiredNumber_mustBeGiven() {
    assertThat(Reads.problems("", root -> root.requiredNumber("a", 0, 1)))
        .containsExactly("a must be given");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          abc                  | must be a whole number, was "abc"
          1.5                  | must be a whole number, was "1.5"
          0                    | must be in [1, 9], was 0
          10                   | must be in [1, 9], was 10
          99999999999999999999 | must be in [1, 9], was 99999999999999999999
          [1]                  | must be a single value, was a list
          { b: 1 }             | must be a single value, was a mapping
          """)
  void wholeNumber_thatBreaksItsRule(String value, String told) {
    assertThat(Reads.problems("a: " + value, root -> root.integer("a", 5, 1, 9)))
        .containsExactly("a " + told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          .nan     | must be a number, was ".nan"
          NaN      | must be a number, was "NaN"
          Infinity | must be a number, was "Infinity"
          1d       | must be a number, was "1d"
          1e999    | must be in [0, 0.5], was 1e999
          0.6      | must be in [0, 0.5], was 0.6
          -1       | must be in [0, 0.5], was -1
          """)
  void number_thatBreaksItsRule(String value, String told) {
    assertThat(Reads.problems("a: " + value, root -> root.number("a", 0, 0, 0.5)))
        .containsExactly("a " + told);
  }

  @Test
  void rangeWithoutEnd_isToldByItsStart() {
    assertThat(Reads.problems("a: 0", root -> root.integer("a", 1, 1, Integer.MAX_VALUE)))
        .containsExactly("a must be at least 1, was 0");
    assertThat(Reads.problems("a: -1", root -> root.number("a", 1, 0, Double.MAX_VALUE)))
        .containsExactly("a must be at least 0, was -1");
  }

  @Test
  void share_isAboveZero() {
    assertThat(Reads.problems("a: 0", root -> root.share("a", 1)))
        .containsExactly("a must be in (0, 1], was 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          5    | must have a unit, was 5. Add one of ms, s, m, h, d, such as 5s
          soon | must be a duration such as 500ms, 5s, 10m, 24h or 7d, was "soon"
          1s   | must be in [1m, 1d], was 1s
          25h  | must be in [1m, 1d], was 25h
          """)
  void duration_thatBreaksItsRule(String value, String told) {
    assertThat(Reads.problems("a: " + value, SectionTest::pause)).containsExactly("a " + told);
  }

  @Test
  void bool_isTrueOrFalse() {
    assertThat(Reads.problems("a: yes", root -> root.bool("a", true)))
        .containsExactly("a must be true or false, was \"yes\"");
  }

  @Test
  void choice_thatIsNone() {
    assertThat(Reads.problems("a: pas", root -> root.oneOf("a", MODES, 1)))
        .containsExactly("a must be one of fail, pass, skip, was \"pas\". Did you mean 'pass'?");
    assertThat(Reads.problems("a: other", root -> root.oneOf("a", MODES, 1)))
        .containsExactly("a must be one of fail, pass, skip, was \"other\"");
  }

  @Test
  void longText_isShortenedWhenTold() {
    assertThat(Reads.problems("a: " + "x".repeat(100), root -> root.bool("a", true)))
        .containsExactly("a must be true or false, was \"" + "x".repeat(57) + "...\"");
  }

  @Test
  void oneText_isAListOfOne() throws Exception {
    assertThat(Reads.<List<String>>ok("a: x", root -> root.strings("a"))).containsExactly("x");
    assertThat(Reads.<List<String>>ok("a: [x, y]", root -> root.strings("a")))
        .containsExactly("x", "y");
  }

  @Test
  void elementThatIsNoText_isNamedByItsPlace() {
    assertThat(Reads.problems("a: [x, { b: 1 }, '']", root -> root.strings("a")))
        .containsExactly("a[1] must be a single value, was a mapping", "a[2] must not be empty");
  }

  @Test
  void sections_haveTheirPaths() throws Exception {
    var paths =
        Reads.<List<String>>ok(
            "apps: [ { id: a, budget: { rate: 1 } }, { id: b } ]",
            root -> root.sections("apps").stream().map(SectionTest::pathOfBudget).toList());

    assertThat(paths).containsExactly("a apps[0].budget", "b apps[1].budget");
  }

  @Test
  void sectionOfAnotherKind_isOneProblem() {
    Function<Section, Object> shape =
        root -> root.section("a").string("b") + root.sections("c") + root.named("d");

    assertThat(Reads.problems("a: secret\nc: { e: { f: 1 } }\nd: [1]", shape))
        .containsExactly(
            "a must be a mapping, was text",
            "c must be a list, was a mapping",
            "d must be a mapping, was a list");
  }

  @Test
  void absentSection_lacksWhatIsRequired() {
    assertThat(Reads.problems("", root -> root.section("kafka").string("topic")))
        .containsExactly("kafka.topic must be given");
  }

  @Test
  void named_keepsTheOrderOfTheFile() throws Exception {
    var named =
        Reads.<List<String>>ok(
            "judges: { z: { model: m }, a: , k: { } }",
            root ->
                root.named("judges").entrySet().stream()
                    .map(e -> e.getKey() + "=" + e.getValue().string("model", "-"))
                    .toList());

    assertThat(named).containsExactly("z=m", "a=-", "k=-");
  }

  @Test
  void entries_keepOrderAndLetters() throws Exception {
    var entries =
        Reads.<Map<String, String>>ok(
            "kafka: { bootstrap.servers: localhost:9092, acks: all, retries: 007, empty: }",
            root -> root.entries("kafka"));

    assertThat(entries)
        .containsExactly(
            entry("bootstrap.servers", "localhost:9092"),
            entry("acks", "all"),
            entry("retries", "007"),
            entry("empty", ""));
  }

  @Test
  void items_mixNamesAndMappings() throws Exception {
    var items =
        Reads.<List<String>>ok(
            "a: [ faithfulness, { id: mine } ]",
            root -> root.items("a").stream().map(SectionTest::told).toList());

    assertThat(items).containsExactly("a[0] faithfulness", "a[1] mine");
  }

  @Test
  void itemOfAnotherKind_isAProblem() {
    assertThat(Reads.problems("a: [ [ { b: 1 } ], ~ ]", root -> root.items("a")))
        .containsExactly(
            "a[0] must be a name or a mapping, was a list",
            "a[1] must be a name or a mapping, was nothing");
  }

  @Test
  void problemOfTheCaller_hasThePathOfTheKey() {
    assertThat(
            Reads.problems(
                "a: { b: 1 }",
                root -> {
                  Section a = root.section("a");
                  a.problem("b", "needs c too", a.string("b", ""));
                  a.problem("", "must be useful", null);
                  return a;
                }))
        .containsExactly("a.b: needs c too, was 1", "a must be useful");
  }

  @Test
  void anyKeyAllowed_leavesOtherSectionsStrict() {
    assertThat(
            Reads.problems(
                "a: { b: 1, c: { d: 1 } }\ne: 1",
                root -> {
                  root.section("a").allowAnyKey();
                  return root;
                }))
        .containsExactly("e: unknown key. Known keys: a");
  }

  @Test
  void secret_neverShows() {
    Function<Section, Object> shape =
        root -> root.secret("key") + root.section("token").path() + root.secret("list");

    assertThat(Reads.problems("key: s3cr3t\ntoken: s3cr3t\nlist: [s3cr3t]\nspare: s3cr3t", shape))
        .hasSize(3)
        .noneMatch(told -> told.contains("s3cr3t"));
  }

  private static Duration pause(Section root) {
    return root.duration("a", Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofDays(1));
  }

  private static String pathOfBudget(Section app) {
    Section budget = app.section("budget");
    budget.integer("rate", 1, 0, 9);
    return app.string("id") + " " + budget.path();
  }

  private static String told(Item item) {
    return switch (item) {
      case Item.Scalar(String path, String text) -> path + " " + text;
      case Item.Mapping(Section section) -> section.path() + " " + section.string("id");
    };
  }
}
