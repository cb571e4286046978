package io.evalstream.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.evalstream.registry.RegistryException.Reason;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/// Proofs of who asks, against a registry that lets in nobody else; and that nobody sees them.
class RegistryCredentialsTest {

  private static final String SASL =
      """
      org.apache.kafka.common.security.plain.PlainLoginModule required
        username="kim" password="s@f=e;\\"q" ;
      """;
  private static final String KIM = "Basic a2ltOnNAZmU=";

  private final TinyRegistry registry = new TinyRegistry();
  private final TokenIssuer issuer = new TokenIssuer();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

  @AfterEach
  void close() {
    registry.close();
    issuer.close();
  }

  @Test
  void rightUser_isLetIn() {
    registry.requires(KIM);

    assertLetIn(registry.url().replace("http://", "http://kim:s%40fe@"));
    assertLetIn(
        registry.url(),
        "basic.auth.credentials.source",
        "USER_INFO",
        "basic.auth.user.info",
        "kim:s@fe");
    assertLetIn(
        registry.url(),
        "basic.auth.credentials.source",
        "USER_INFO",
        "schema.registry.basic.auth.user.info",
        "kim:s@fe");
  }

  @Test
  void userOfTheBrokers_isInherited() {
    // kim:s@f=e;"q
    registry.requires("Basic a2ltOnNAZj1lOyJx");

    assertLetIn(
        registry.url(), "basic.auth.credentials.source", "SASL_INHERIT", "sasl.jaas.config", SASL);
  }

  @Test
  void wrongUserOrToken_isRefusedAtOnce() {
    registry.requires(KIM);

    assertRefused("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "kim:no");
    assertRefused("bearer.auth.credentials.source", "STATIC_TOKEN", "bearer.auth.token", "no");
    assertThat(registry.requests()).hasSize(2);
  }

  @Test
  void fixedToken_isLetIn() {
    registry.requires("Bearer t0k");

    assertLetIn(
        registry.url(),
        "bearer.auth.credentials.source",
        "STATIC_TOKEN",
        "bearer.auth.token",
        "t0k");
  }

  @Test
  void tokenOfAnIssuer_isUsedUntilShortlyBeforeItsEnd() {
    registry.requires("Bearer token-1");
    try (RegistryClient client = oauth("bearer.auth.scope", "read write")) {
      client.ping();
      now.set(Instant.ofEpochSecond(3_299));
      client.ping();
      assertThat(issuer.requests()).hasSize(1);
      assertThat(issuer.requests().getFirst())
          .isEqualTo("Basic aWQ6cyUyNnQ= grant_type=client_credentials&scope=read+write");

      registry.requires("Bearer token-2");
      now.set(Instant.ofEpochSecond(3_300));
      client.ping();
      assertThat(issuer.requests()).hasSize(2);
    }
  }

  @Test
  void refusedToken_isReplacedOnce() {
    registry.requires("Bearer token-2");
    try (RegistryClient client = oauth()) {
      client.ping();
      assertThat(issuer.requests()).hasSize(2);

      registry.requires("Bearer of somebody else");
      assertThatThrownBy(client::ping).hasMessageContaining("answered 401");
      assertThat(issuer.requests()).hasSize(3);
    }
  }

  @Test
  void issuerThatRefuses_isToldInItsWord() {
    issuer.answers(401, "{\"error\": \"invalid_client\", \"hint\": \"s&t is wrong\"}");
    try (RegistryClient client = oauth()) {
      assertThatThrownBy(client::ping)
          .isInstanceOfSatisfying(
              RegistryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED))
          .hasMessageContaining(issuer.url() + ", answered 401 (invalid_client)")
          .hasMessageContaining("bearer.auth.client.secret")
          .hasMessageNotContaining("s&t");
    }
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  void issuerThatIsDown_mayComeBack() {
    issuer.answers(503, "");
    try (RegistryClient client = oauth()) {
      assertThatThrownBy(client::ping)
          .isInstanceOfSatisfying(
              RegistryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE));
      issuer.close();
      assertThatThrownBy(client::ping)
          .isInstanceOfSatisfying(
              RegistryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE));
    }
  }

  @Test
  void clientOfTheBrokers_isInherited() {
    registry.requires("Bearer token-1");
    String login =
        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
            + " clientId='id' clientSecret='s&t' scope='read';";

    assertLetIn(
        registry.url(),
        "bearer.auth.credentials.source",
        "SASL_OAUTHBEARER_INHERIT",
        "sasl.oauthbearer.token.endpoint.url",
        issuer.url(),
        "sasl.jaas.config",
        login);

    assertThat(issuer.requests().getFirst())
        .isEqualTo("Basic aWQ6cyUyNnQ= grant_type=client_credentials&scope=read");
  }

  @Test
  void whatASourceNeeds_mustBeGiven() {
    assertThatThrownBy(
            () -> client(registry.url(), "bearer.auth.credentials.source", "OAUTHBEARER"))
        .hasMessage(
            """
            bearer.auth.issuer.endpoint.url: must be given when bearer.auth.credentials.source is OAUTHBEARER
            bearer.auth.client.id: must be given when bearer.auth.credentials.source is OAUTHBEARER
            bearer.auth.client.secret: must be given when bearer.auth.credentials.source is OAUTHBEARER""");
    assertThatThrownBy(
            () ->
                client(
                    registry.url(),
                    "basic.auth.credentials.source",
                    "SASL_INHERIT",
                    "sasl.jaas.config",
                    "x required username='hidden';"))
        .hasMessage(
            "sasl.jaas.config: must have username and password when basic.auth.credentials.source is SASL_INHERIT");
  }

  /// The JDK shows a header that it refuses.
  @ParameterizedTest
  @ValueSource(strings = {"hid\nden", "hid\tden", "hid\u20acden"})
  void tokenThatNoHeaderHolds_isToldAndNotShown(String token) {
    assertThatThrownBy(
            () ->
                client(
                    registry.url(),
                    "bearer.auth.credentials.source",
                    "STATIC_TOKEN",
                    "bearer.auth.token",
                    token))
        .hasMessage("bearer.auth.token: must be one line of printable ASCII characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hid\\nden", "hid\u20acden"})
  void tokenOfAnIssuerThatNoHeaderHolds_isToldAndNotShown(String token) {
    issuer.answers(200, "{\"access_token\": \"" + token + "\"}");
    try (RegistryClient client = oauth()) {
      assertThatThrownBy(client::ping)
          .isInstanceOfSatisfying(
              RegistryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED))
          .hasMessageContaining("answered 200 without a token")
          .hasMessageNotContaining("den");
    }
  }

  @Test
  void secrets_areInNoMessageAndNoLog() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level before = root.getLevel();
    ListAppender<ILoggingEvent> seen = new ListAppender<>();
    seen.start();
    root.addAppender(seen);
    root.setLevel(Level.TRACE);
    Map<String, String> properties =
        properties(
            registry.url().replace("http://", "http://kim:s%40fe@"),
            "basic.auth.user.info",
            "kim:s@fe",
            "bearer.auth.token",
            "s@fe",
            "bearer.auth.client.secret",
            "s@fe",
            "bootstrap.servers",
            "localhost:1");
    // This registry repeats what it was shown.
    registry.requires("something else");
    RegistryConfig config = RegistryConfig.from(properties);
    StringBuilder told = new StringBuilder(config.toString());
    try (RegistryClient client = new RegistryClient(config);
        KafkaProducer<byte[], byte[]> _ =
            new KafkaProducer<>(
                Map.copyOf(properties), new ByteArraySerializer(), new ByteArraySerializer())) {
      client.ping();
    } catch (RegistryException refused) {
      told.append(refused);
    } finally {
      root.detachAppender(seen);
      root.setLevel(before);
    }
    seen.list.forEach(event -> told.append('\n').append(event.getFormattedMessage()));

    assertThat(told.toString())
        .contains("answered 401", "not Basic ***")
        .doesNotContain("s@fe", "s%40fe", "a2ltOnNAZmU=");
  }

  private RegistryClient oauth(String... more) {
    Map<String, String> properties = properties(registry.url(), more);
    properties.put("bearer.auth.credentials.source", "OAUTHBEARER");
    properties.put("bearer.auth.issuer.endpoint.url", issuer.url());
    properties.put("bearer.auth.client.id", "id");
    properties.put("bearer.auth.client.secret", "s&t");
    return new RegistryClient(RegistryConfig.from(properties), now::get);
  }

  private static void assertLetIn(String url, String... more) {
    try (RegistryClient client = client(url, more)) {
      assertThatCode(client::ping).doesNotThrowAnyException();
    }
  }

  private void assertRefused(String... more) {
    try (RegistryClient client = client(registry.url(), more)) {
      assertThatThrownBy(() -> client.byId(1))
          .isInstanceOfSatisfying(
              RegistryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED))
          .hasMessageContaining("answered 401")
          .hasMessageContaining("check the credentials");
    }
  }

  private static RegistryClient client(String url, String... more) {
    return new RegistryClient(RegistryConfig.from(properties(url, more)));
  }

  private static Map<String, String> properties(String url, String... more) {
    Map<String, String> properties = new HashMap<>();
    properties.put("schema.registry.url", url);
    for (int i = 0; i < more.length; i += 2) {
      properties.put(more[i], more[i + 1]);
    }
    return properties;
  }
}
