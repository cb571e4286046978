package io.evalstream.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Configs;
import io.evalstream.config.Secret;
import org.junit.jupiter.api.Test;

class HttpConfigTest {

  @Test
  void nothingGiven_isLoopback() throws Exception {
    assertThat(Configs.read("", HttpConfig::read))
        .isEqualTo(new HttpConfig("127.0.0.1", 8080, null));
  }

  @Test
  void everyKey_isMapped() throws Exception {
    HttpConfig config = Configs.read("{ host: 0.0.0.0, port: 0, token: s3cret }", HttpConfig::read);

    assertThat(config).isEqualTo(new HttpConfig("0.0.0.0", 0, new Secret("s3cret")));
    assertThat(config.toString()).doesNotContain("s3cret");
  }

  @Test
  void hostBeyondThisMachine_needsAToken() {
    assertThat(Configs.problems("host: 0.0.0.0", HttpConfig::read))
        .containsExactly(
            "token: is required when http.host is not loopback, was none, for 0.0.0.0");
  }
}
