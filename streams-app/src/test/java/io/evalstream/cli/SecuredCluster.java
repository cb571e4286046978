package io.evalstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Documents;
import io.evalstream.devcluster.broker.EmbeddedBroker;
import io.evalstream.devcluster.broker.SecuredListener;
import io.evalstream.devcluster.registry.EmbeddedRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.utils.SecurityUtils;

/// A broker with TLS, logins and rights, and a registry. Tests themselves use its first listener,
/// which asks for nothing.
final class SecuredCluster implements AutoCloseable {

  /// Of the key store, which is also the trust store.
  static final String STORE_PASSWORD = "tls-s3cret-9f2c";

  private static final Pattern RIGHT =
      Pattern.compile("\\| (\\w+) \\| (\\w+) \\| `evalstream([^`]*)` \\| ([\\w, ]+) \\|");

  private final Path keyStore;
  private final EmbeddedRegistry registry;
  private final EmbeddedBroker broker;
  private final Admin admin;

  private SecuredCluster(Path keyStore, EmbeddedRegistry registry, EmbeddedBroker broker) {
    this.keyStore = keyStore;
    this.registry = registry;
    this.broker = broker;
    this.admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  static SecuredCluster start(Path folder) throws Exception {
    Path keyStore = keyStore(folder.resolve("broker.p12"));
    return new SecuredCluster(
        keyStore,
        EmbeddedRegistry.start(0, null),
        EmbeddedBroker.startSecured(new SecuredListener(keyStore, STORE_PASSWORD)));
  }

  private static Path keyStore(Path file) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair -alias broker -keyalg EC -dname CN=127.0.0.1 -ext SAN=IP:127.0.0.1"
                + " -storetype PKCS12");
    List<String> words =
        Stream.concat(
                command.stream().flatMap(part -> Arrays.stream(part.split(" ", -1))),
                Stream.of("-keystore", file.toString(), "-storepass", STORE_PASSWORD))
            .toList();
    Process keytool = new ProcessBuilder(words).redirectErrorStream(true).start();
    String told =
        new String(
            keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(told).isZero();
    return file;
  }

  Deployment deployment(String name, Path folder, String settings) {
    return new Deployment(
        broker.bootstrapServers(), registry.url(), name, folder.resolve(name), settings);
  }

  String registryUrl() {
    return registry.url();
  }

  /// The configuration of this user, for the listener that asks for a login.
  Path file(Deployment deployment, String user, String password) throws IOException {
    Files.createDirectories(deployment.folder());
    return Files.writeString(
        deployment.folder().resolve(user + ".yaml"), yaml(deployment, user, password));
  }

  String yaml(Deployment deployment, String user, String password) {
    return deployment
        .yaml()
        .replace(broker.bootstrapServers(), broker.securedBootstrapServers())
        .replace(
            "kafka:\n",
            """
            kafka:
              security.protocol: SASL_SSL
              sasl.mechanism: SCRAM-SHA-512
              sasl.jaas.config: 'org.apache.kafka.common.security.scram.ScramLoginModule required username="%s" password="%s";'
              ssl.truststore.type: PKCS12
              ssl.truststore.location: "%s"
              ssl.truststore.password: "%s"
            """
                .formatted(user, password, keyStore, STORE_PASSWORD));
  }

  void createUser(String name, String password) throws Exception {
    ScramCredentialInfo scram = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
    admin
        .alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(name, scram, password)))
        .all()
        .get();
  }

  /// The rights of a section of the page, and no others.
  void grant(String user, String section, Deployment deployment) throws Exception {
    String page = Documents.read(Documents.page("docs/security.md"));
    String text = page.split("### " + section + "\n", -1)[1].split("\n#", -1)[0];
    List<AclBinding> rights =
        RIGHT
            .matcher(text)
            .results()
            .flatMap(
                row ->
                    Arrays.stream(row.group(4).split(", ", -1))
                        .map(
                            operation ->
                                new AclBinding(
                                    new ResourcePattern(
                                        SecurityUtils.resourceType(row.group(1)),
                                        deployment.name() + row.group(3),
                                        PatternType.fromString(
                                            row.group(2).toUpperCase(Locale.ROOT))),
                                    new AccessControlEntry(
                                        "User:" + user,
                                        "*",
                                        SecurityUtils.operation(operation),
                                        AclPermissionType.ALLOW))))
            .toList();
    assertThat(rights).as("rights in " + section).isNotEmpty();
    admin.createAcls(rights).all().get();
  }

  void createTopics(List<String> names) throws Exception {
    admin
        .createTopics(
            names.stream()
                .map(name -> new NewTopic(name, Deployment.PARTITIONS, (short) 1))
                .toList())
        .all()
        .get();
  }

  @Override
  public void close() {
    admin.close();
    broker.close();
    registry.close();
  }
}
