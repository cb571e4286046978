package io.evalstream.topic;

import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.jspecify.annotations.Nullable;

/// Why a client of Kafka cannot log in, or not even be made, in one line that names the settings to
/// look at and holds no secret. Trying again does not mend any of it.
public final class KafkaRefusal {

  private KafkaRefusal() {}

  /// What there is to say; empty when the failure is another one.
  public static Optional<String> of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String refusal = refusal(cause);
      if (refusal != null) {
        return Optional.of(refusal);
      }
    }
    return Optional.empty();
  }

  private static @Nullable String refusal(Throwable cause) {
    return switch (cause) {
      case SslAuthenticationException e ->
          "the TLS handshake with Kafka fails: kafka.ssl.truststore.location must hold the"
              + " authority of the brokers' certificates, the certificates the host names of"
              + " kafka.bootstrap.servers, and kafka.ssl.keystore.location the client's own one"
              + " where brokers ask for it ("
              + RootCause.message(e)
              + ")";
      case AuthenticationException e ->
          "Kafka refuses the login: user and password in kafka.sasl.jaas.config must be known to"
              + " the brokers, and kafka.sasl.mechanism be one of theirs ("
              + e.getMessage()
              + ")";
      // What is told of an entry that cannot be read may be a part of the password in it.
      case IllegalArgumentException e when String.valueOf(e.getMessage()).contains("JAAS") ->
          "kafka.sasl.jaas.config cannot be read: it must be 'CLASS required KEY=\"VALUE\" ...;',"
              + " with values in double quotes and a semicolon at the end";
      case KafkaException e when madeNoClient(e) ->
          "the client of Kafka cannot be made: kafka.security.protocol, kafka.sasl.* and"
              + " kafka.ssl.* must fit each other ("
              + RootCause.message(e)
              + ")";
      default -> null;
    };
  }

  /// Not so when a host name does not resolve, which is a problem of configuration to Kafka and may
  /// pass; nor when the reason is told further down.
  private static boolean madeNoClient(KafkaException failure) {
    String message = String.valueOf(failure.getMessage());
    Throwable cause = failure.getCause();
    return message.startsWith("Failed to ")
        && cause instanceof KafkaException
        && !(cause instanceof ConfigException)
        && of(cause).isEmpty();
  }
}
