package io.evalstream.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.console.Unanswered;
import io.evalstream.console.archive.Archive;
import io.evalstream.console.archive.UnansweredException;
import io.evalstream.http.Ask;
import io.evalstream.http.Ask.Answer;
import io.evalstream.http.HttpConfig;
import io.evalstream.http.HttpPort;
import io.evalstream.http.Routes;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnansweredTest {

  private HttpPort port;
  private Ask ask;

  @BeforeEach
  void open() {
    PageHandler handler =
        new PageHandler(new Archive(), new PageWriter(new Templates(), new Assets()));
    Routes room =
        routes -> {
          routes.get("/page", handler.of(asked -> unanswered()));
          routes.get("/api/v1/thing", context -> unanswered());
        };
    port =
        new HttpPort(
            new HttpConfig("127.0.0.1", 0, null),
            List.of(room, new Unanswered()),
            InstantSource.system());
    port.start();
    ask = new Ask(port.port());
  }

  @AfterEach
  void close() {
    port.close();
  }

  private static Page unanswered() {
    throw new UnansweredException("too many ask at once");
  }

  @Test
  void theApi_saysWhenToAskAgain() {
    Answer answer = ask.get("/api/v1/thing");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("5");
    assertThat(answer.body()).contains("the archive of the console is busy: too many ask at once");
  }

  @Test
  void aPage_saysSoToPeople() {
    Answer answer = ask.get("/page");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("5");
    assertThat(answer.header("Content-Type")).startsWith("text/html");
    assertThat(answer.body()).contains("The console is busy.");
  }
}
