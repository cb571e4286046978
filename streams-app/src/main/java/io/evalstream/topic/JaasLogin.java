package io.evalstream.topic;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;

/// The options of the login module in a `sasl.jaas.config`, which a client beside Kafka's own may
/// inherit.
///
/// Kafka's own code reads it. What that cannot read has no options: its message may tell a part of
/// a password.
public final class JaasLogin {

  private final Map<String, ?> options;

  private JaasLogin(Map<String, ?> options) {
    this.options = options;
  }

  public static JaasLogin parse(String jaas) {
    try {
      JaasContext login =
          JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(jaas)));
      return new JaasLogin(login.configurationEntries().getFirst().getOptions());
    } catch (IllegalArgumentException unreadable) {
      return new JaasLogin(Map.of());
    }
  }

  /// Nothing for an empty one.
  public Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name))
        .map(String::valueOf)
        .filter(value -> !value.isEmpty());
  }
}
