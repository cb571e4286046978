package io.evalstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evalstream.app.Documents;
import io.evalstream.devcluster.stub.AccountState;
import io.evalstream.devcluster.stub.Ending;
import io.evalstream.devcluster.stub.Faults;
import io.evalstream.devcluster.stub.JudgeStub;
import io.evalstream.devcluster.stub.Verdict;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Holds the page about faults, and the help of the command, to the stub judge.
final class DocumentedFaultsTest {

  private static final Pattern EXAMPLE = Pattern.compile("curl -X PUT \\S+/faults -d '([^']+)'");

  private final String page = Documents.read(Documents.page("docs/judging-under-faults.md"));
  private final JudgeStub judge =
      JudgeStub.start(
          0, (evaluator, labels, blocks) -> new Verdict(labels.getFirst(), "so"), Faults.NONE);
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    http.close();
    judge.close();
  }

  @Test
  void everyFault_isDocumented() throws Exception {
    String help = Main.commandLine().getSubcommands().get("judge-stub").getUsageMessage();

    List<String> names = new ArrayList<>(keys(send("GET", "/faults", "")));
    Stream.of(AccountState.values()).map(AccountState::wireName).forEach(names::add);

    assertThat(names).contains("capacity", "garbage", "down");
    assertThat(names.stream().filter(name -> !page.contains("`" + name + "`"))).isEmpty();
    assertThat(names.stream().filter(name -> !help.contains(name))).isEmpty();
  }

  @Test
  void everyCount_isDocumented() throws Exception {
    JsonNode stats = send("GET", "/stats", "");

    assertThat(keys(stats)).contains("repeated", "max_at_once");
    assertThat(keys(stats).stream().filter(name -> !page.contains("`" + name + "`"))).isEmpty();
    assertThat(keys(stats.path("calls")))
        .containsExactlyElementsOf(Stream.of(Ending.values()).map(Ending::wireName).toList());
  }

  @Test
  void everyExample_isTaken() throws Exception {
    List<String> examples =
        EXAMPLE.matcher(page).results().map(example -> example.group(1)).toList();

    assertThat(examples).isNotEmpty();
    for (String example : examples) {
      assertThat(send("PUT", "/faults", example).has("error")).as(example).isFalse();
    }
  }

  private JsonNode send(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(judge.url() + path))
            .method(method, BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    return new ObjectMapper().readTree(response.body());
  }

  private static List<String> keys(JsonNode object) {
    List<String> keys = new ArrayList<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }
}
