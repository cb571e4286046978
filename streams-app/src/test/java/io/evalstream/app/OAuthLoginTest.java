package io.evalstream.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.security.auth.callback.Callback;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerTokenCallback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What Kafka's client needs to log in by OAuth is on the class path of the monitor.
class OAuthLoginTest {

  private static final String ALLOWED = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
  private static final String LOGIN =
      "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
          + " clientId=\"me\" clientSecret=\"s3cret\";";

  @AfterEach
  void forget() {
    System.clearProperty(ALLOWED);
  }

  @Test
  void token_isFetchedFromTheEndpoint() throws Exception {
    String token = token();
    HttpServer provider =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext(
        "/token",
        exchange -> {
          byte[] body = ("{\"access_token\": \"" + token + "\"}").getBytes(UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          try (exchange) {
            exchange.getResponseBody().write(body);
          }
        });
    provider.start();
    String url = "http://127.0.0.1:" + provider.getAddress().getPort() + "/token";
    System.setProperty(ALLOWED, url);
    OAuthBearerTokenCallback login = new OAuthBearerTokenCallback();
    OAuthBearerLoginCallbackHandler handler = new OAuthBearerLoginCallbackHandler();
    try {
      Map<String, ?> settings = settings(url);
      handler.configure(
          settings, "OAUTHBEARER", JaasContext.loadClientContext(settings).configurationEntries());

      handler.handle(new Callback[] {login});
    } finally {
      handler.close();
      provider.stop(0);
    }

    assertThat(Objects.requireNonNull(login.token()).value()).isEqualTo(token);
  }

  private static Map<String, ?> settings(String url) {
    return new AdminClientConfig(
            Map.of(
                "bootstrap.servers",
                List.of("localhost:1"),
                SaslConfigs.SASL_JAAS_CONFIG,
                new Password(LOGIN),
                SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL,
                url))
        .values();
  }

  private static String token() {
    long now = Instant.now().getEpochSecond();
    String claims =
        "{\"sub\": \"me\", \"iat\": %d, \"exp\": %d, \"scope\": \"kafka\"}"
            .formatted(now, now + 600);
    return part("{\"alg\": \"RS256\"}") + "." + part(claims) + "." + part("signature");
  }

  private static String part(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }
}
