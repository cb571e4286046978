package io.evalstream.devcluster.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// A second door of a broker, for tests of security: TLS, a login by SASL/SCRAM, and rights by
/// access control lists. Who comes through the first door is a super user and needs none of them.
///
/// @param keyStore PKCS12, with the key and the certificate of 127.0.0.1
/// @param password of the key store
public record SecuredListener(Path keyStore, String password) {

  static final String NAME = "SECURED";
  private static final String PREFIX = "listener.name.secured.";
  private static final String SCRAM =
      "org.apache.kafka.common.security.scram.ScramLoginModule required;";

  /// The settings by their names in `server.properties`, over those of a broker without the door.
  Map<String, String> properties(Map<String, String> broker, int port) {
    String listener = "," + NAME + "://127.0.0.1:" + port;
    Map<String, String> properties = new HashMap<>(broker);
    properties.merge("listeners", listener, String::concat);
    properties.merge("advertised.listeners", listener, String::concat);
    properties.merge("listener.security.protocol.map", "," + NAME + ":SASL_SSL", String::concat);
    properties.put(PREFIX + "sasl.enabled.mechanisms", "SCRAM-SHA-256,SCRAM-SHA-512");
    properties.put(PREFIX + "scram-sha-256.sasl.jaas.config", SCRAM);
    properties.put(PREFIX + "scram-sha-512.sasl.jaas.config", SCRAM);
    properties.put(PREFIX + "ssl.keystore.type", "PKCS12");
    properties.put(PREFIX + "ssl.keystore.location", keyStore.toString());
    properties.put(PREFIX + "ssl.keystore.password", password);
    properties.put(PREFIX + "ssl.key.password", password);
    properties.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    properties.put("super.users", "User:ANONYMOUS");
    return properties;
  }
}
