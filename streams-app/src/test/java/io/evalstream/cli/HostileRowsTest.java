package io.evalstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.devcluster.stub.Answerer;
import io.evalstream.devcluster.stub.Ending;
import io.evalstream.devcluster.stub.Faults;
import io.evalstream.devcluster.stub.JudgeStub;
import io.evalstream.devcluster.stub.Verdict;
import io.evalstream.evaluator.HostileTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/// Rows whose every text is hostile, through `eval` with a judge over HTTP, to the file, the page
/// and the log.
@Timeout(180)
class HostileRowsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// Stands in every hostile text of these rows.
  private static final String MARK = "h0st1le";

  private static final Pattern TAG = Pattern.compile("<[^>]*>?");

  /// Fails every second row, and quotes the response.
  private static final Answerer QUOTING =
      (evaluator, labels, blocks) -> {
        String question = blocks.getOrDefault("question", "");
        int number = Integer.parseInt(question.substring(0, question.indexOf('.')));
        return new Verdict(labels.get(number % 2), hostileText(blocks));
      };

  @TempDir private Path folder;

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger("io.evalstream");
  private Level level;

  @BeforeEach
  void listen() {
    level = logger.getLevel();
    logger.setLevel(Level.TRACE);
    logger.addAppender(log);
    log.start();
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
    logger.setLevel(level);
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "anthropic"})
  void hostileRows_haveTheLabelsOfTheJudge(String api) throws Exception {
    Path out = folder.resolve("out.jsonl");
    Path page = folder.resolve("page.html");
    try (JudgeStub judge = JudgeStub.start(0, QUOTING, Faults.NONE)) {
      Program eval = eval(rows(hostile()), config(api, judge), out, page);

      assertThat(eval.exitCode()).as(eval.err()).isZero();
      Map<String, String> labels = labels(out);
      assertThat(labels).hasSize(2 * hostile().size());
      labels.forEach((judgement, label) -> assertThat(label).isEqualTo(expected(judgement)));
      assertThat(logged()).doesNotContain(MARK);
    }
  }

  /// A page shows ten failing rows of an evaluator.
  @Test
  void page_hasTheTagsOfAnyOther() throws Exception {
    Answerer failing =
        (evaluator, labels, blocks) -> new Verdict(labels.get(1), hostileText(blocks));
    try (JudgeStub judge = JudgeStub.start(0, failing, Faults.NONE)) {
      Path config = config("openai", judge);
      Set<String> tame = tags(page(config, Collections.nCopies(10, "harmless")));
      List<String> texts = new ArrayList<>(hostile());
      texts.addAll(texts.subList(0, 10));

      for (int from = 0; from + 10 <= texts.size(); from += 10) {
        String page = page(config, texts.subList(from, from + 10));

        assertThat(page).as("rows from %d", from).contains(MARK);
        assertThat(tags(page)).as("rows from %d", from).isEqualTo(tame);
        assertThat(page.codePoints().filter(HostileRowsTest::isUnseen)).isEmpty();
      }
    }
  }

  private static String hostileText(Map<String, String> blocks) {
    return blocks.getOrDefault("response", blocks.getOrDefault("document", ""));
  }

  private String page(Path config, List<String> texts) throws IOException {
    Path out = folder.resolve("page.jsonl");
    Path page = folder.resolve("page.html");
    Files.deleteIfExists(out);
    eval(rows(texts), config, out, page);
    return Files.readString(page);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BROKEN_JSON", "WRONG_LABEL", "TRUNCATED", "REFUSED"})
  void faultyJudge_putsNothingIntoTheLog(Ending fault) throws Exception {
    try (JudgeStub judge = JudgeStub.start(0, QUOTING, Faults.NONE.with(fault, 1))) {
      Path out = folder.resolve("out.jsonl");

      List<String> texts = hostile().stream().filter(text -> text.length() < 1_000).toList();

      eval(rows(texts), config("openai", judge), out, folder.resolve("page.html"));

      assertThat(labels(out).values()).containsOnly("null");
      assertThat(logged()).doesNotContain(MARK);
    }
  }

  private static List<String> hostile() {
    return HostileTexts.all().stream().map(hostile -> MARK + " " + hostile.text()).toList();
  }

  /// A row for each text, in which all that is free to choose is hostile.
  private Path rows(List<String> texts) throws IOException {
    List<String> rows = new ArrayList<>();
    for (String text : texts) {
      ObjectNode row = JSON.createObjectNode().put("id", "t-" + rows.size()).put("app", "a");
      row.put("question", rows.size() + ". " + text).put("response", text).put("model", text);
      row.putArray("history").addObject().put("role", "user").put("content", text);
      row.putArray("documents").addObject().put("id", "d").put("title", text).put("text", text);
      row.putObject("attributes").put("team", text);
      rows.add(JSON.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(row));
    }
    return Files.write(folder.resolve("rows.jsonl"), rows);
  }

  private Path config(String api, JudgeStub judge) throws IOException {
    return Files.writeString(
        folder.resolve("evalstream.yaml"),
        """
        kafka: { bootstrap.servers: "localhost:1", schema.registry.url: "http://localhost:1" }
        apps:
          - { id: a, evaluators: [ faithfulness ] }
        judges:
          default: { api: %s, base_url: "%s", model: stub }
        judging: { backoff: 10ms, longest_backoff: 10ms, max_attempts: 2 }
        """
            .formatted(api, judge.baseUrl()));
  }

  private static Program eval(Path rows, Path config, Path out, Path page) {
    return Program.run(
        "eval",
        rows,
        "--evaluators",
        "faithfulness,document_relevance",
        "--config",
        config,
        "--out",
        out,
        "--html",
        page);
  }

  /// By trace and evaluator; each line has to be a record.
  private static Map<String, String> labels(Path out) throws IOException {
    Map<String, String> labels = new HashMap<>();
    for (String line : Files.readString(out).split("\n")) {
      JsonNode evaluation = JSON.readTree(line);
      labels.put(
          evaluation.path("trace_id").asText() + " " + evaluation.path("evaluator").asText(),
          evaluation.path("label").asText());
    }
    return labels;
  }

  private static String expected(String judgement) {
    String[] parts = judgement.split(" ");
    boolean odd = Integer.parseInt(parts[0].substring(2)) % 2 == 1;
    return parts[1].equals("faithfulness")
        ? odd ? "unfaithful" : "faithful"
        : odd ? "irrelevant" : "relevant";
  }

  private static Set<String> tags(String page) {
    return new TreeSet<>(TAG.matcher(page).results().map(MatchResult::group).toList());
  }

  /// Joiners and soft hyphens are part of how some scripts and emoji are written.
  private static boolean isUnseen(int letter) {
    int type = Character.getType(letter);
    return letter != '\n'
        && letter != '\t'
        && letter != 0x200C
        && letter != 0x200D
        && letter != 0xAD
        && (type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE);
  }

  /// Everything that is written about what happened.
  private String logged() {
    StringBuilder all = new StringBuilder();
    for (ILoggingEvent event : List.copyOf(log.list)) {
      all.append(event.getFormattedMessage()).append(event.getKeyValuePairs());
      for (var cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
        all.append(cause.getMessage());
      }
    }
    return all.toString();
  }
}
