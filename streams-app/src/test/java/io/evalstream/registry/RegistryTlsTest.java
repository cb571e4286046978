package io.evalstream.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The client against a registry with TLS, and certificates that nobody else trusts.
class RegistryTlsTest {

  private static final String TLS = "schema.registry.ssl.";

  @TempDir static Path folder;
  private static Certificates localhost;
  private static Certificates elsewhere;
  private static Certificates client;

  @BeforeAll
  static void make() throws Exception {
    localhost = Certificates.of(folder, "localhost");
    elsewhere = Certificates.of(folder, "elsewhere");
    client = Certificates.of(folder, "client");
  }

  @ParameterizedTest
  @ValueSource(strings = {"JKS", "PKCS12"})
  void trustStore_letsTheRegistryBeTrusted(String type) throws Exception {
    try (TinyRegistry registry = new TinyRegistry(localhost.server(client), false)) {
      assertReached(
          registry,
          Map.of(
              TLS + "truststore.location",
              localhost.trust(type).toString(),
              TLS + "truststore.password",
              Certificates.PASSWORD,
              TLS + "truststore.type",
              type));
    }
  }

  @Test
  void pemFile_letsTheRegistryBeTrusted() throws Exception {
    Path pem = Files.writeString(folder.resolve("ca.pem"), localhost.certificatePem());
    try (TinyRegistry registry = new TinyRegistry(localhost.server(client), false)) {
      assertReached(
          registry,
          Map.of(TLS + "truststore.location", pem.toString(), TLS + "truststore.type", "PEM"));
    }
  }

  @Test
  void registryOfNobody_isNotTrusted() throws Exception {
    try (TinyRegistry registry = new TinyRegistry(localhost.server(client), false)) {
      assertNotReached(registry, Map.of(), "SSLHandshakeException");
      assertNotReached(registry, trusting(elsewhere), "SSLHandshakeException");
      assertThat(registry.requests()).isEmpty();
    }
  }

  @Test
  void nameOfTheHost_countsUnlessItIsSaidNotTo() throws Exception {
    try (TinyRegistry registry = new TinyRegistry(elsewhere.server(client), false)) {
      assertNotReached(registry, trusting(elsewhere), "localhost");

      Map<String, String> anyHost = trusting(elsewhere);
      anyHost.put(TLS + "endpoint.identification.algorithm", "");
      assertReached(registry, anyHost);

      Map<String, String> untrusted = trusting(localhost);
      untrusted.put(TLS + "endpoint.identification.algorithm", "");
      assertNotReached(registry, untrusted, "SSLHandshakeException");
    }
  }

  @Test
  void keyStore_provesWhoAsks() throws Exception {
    try (TinyRegistry registry = new TinyRegistry(localhost.server(client), true)) {
      assertNotReached(registry, trusting(localhost), "does not answer");

      Map<String, String> store = trusting(localhost);
      store.put(TLS + "keystore.location", client.pkcs12().toString());
      store.put(TLS + "keystore.password", Certificates.PASSWORD);
      store.put(TLS + "keystore.type", "PKCS12");
      assertReached(registry, store);

      Map<String, String> texts = trusting(localhost);
      texts.put(TLS + "keystore.type", "PEM");
      texts.put(TLS + "keystore.key", client.keyPem());
      texts.put(TLS + "keystore.certificate.chain", client.certificatePem());
      assertReached(registry, texts);
    }
  }

  @Test
  void wrongPassword_isToldAndNotShown() throws Exception {
    Map<String, String> wrong = trusting(localhost);
    wrong.put(TLS + "truststore.password", "not-the-pass");
    wrong.put("schema.registry.url", "https://sr");

    assertThatThrownBy(() -> RegistryConfig.from(wrong))
        .hasMessageStartingWith("schema.registry.ssl.*: cannot be used: ")
        .hasMessageContaining("password")
        .hasMessageNotContaining("not-the-pass");
  }

  private static Map<String, String> trusting(Certificates server) throws Exception {
    Map<String, String> properties = new HashMap<>();
    properties.put(TLS + "truststore.location", server.trust("PKCS12").toString());
    properties.put(TLS + "truststore.password", Certificates.PASSWORD);
    properties.put(TLS + "truststore.type", "PKCS12");
    return properties;
  }

  private static void assertReached(TinyRegistry registry, Map<String, String> more) {
    try (RegistryClient tried = client(registry, more)) {
      assertThatCode(tried::ping).doesNotThrowAnyException();
    }
  }

  private static void assertNotReached(
      TinyRegistry registry, Map<String, String> more, String why) {
    try (RegistryClient tried = client(registry, more)) {
      assertThatThrownBy(tried::ping)
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining(why);
    }
  }

  private static RegistryClient client(TinyRegistry registry, Map<String, String> more) {
    Map<String, String> properties = new HashMap<>(more);
    properties.put("schema.registry.url", registry.url());
    return new RegistryClient(RegistryConfig.from(properties));
  }
}
