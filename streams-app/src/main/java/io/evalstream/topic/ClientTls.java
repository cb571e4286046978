package io.evalstream.topic;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;

/// TLS of a client beside Kafka's own that is configured by the same `ssl.*` keys, under a prefix.
///
/// *How it works:* Kafka's own code reads the key stores, so JKS, PKCS12 and PEM, in files and in
/// the configuration, are what they are for brokers.
public final class ClientTls {

  private ClientTls() {}

  /// @param prefix of the keys, such as `schema.registry.`
  /// @return nothing without such keys: what the JVM trusts is right then
  /// @throws IllegalArgumentException when a key store cannot be used; tells no password
  public static Optional<SSLContext> context(Map<String, ?> properties, String prefix) {
    Map<String, Object> given = new HashMap<>();
    properties.forEach(
        (key, value) -> {
          if (key.startsWith(prefix + "ssl.")) {
            given.put(key.substring(prefix.length()), value);
          }
        });
    return given.isEmpty() ? Optional.empty() : Optional.of(context(given));
  }

  private static SSLContext context(Map<String, Object> given) {
    try (DefaultSslEngineFactory stores = new DefaultSslEngineFactory()) {
      ConfigDef keys = new ConfigDef();
      SslConfigs.addClientSslSupport(keys);
      Map<String, Object> parsed = keys.parse(given);
      stores.configure(parsed);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers(stores.keystore(), parsed), trustManagers(stores, parsed), null);
      return context;
    } catch (KafkaException | GeneralSecurityException unusable) {
      throw new IllegalArgumentException(
          "cannot be used: " + rootOf(unusable) + "; check the stores, their types and passwords",
          unusable);
    }
  }

  private static KeyManager @Nullable [] keyManagers(
      @Nullable KeyStore store, Map<String, Object> parsed) throws GeneralSecurityException {
    if (store == null) {
      return null;
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, keyPassword(parsed));
    return keys.getKeyManagers();
  }

  /// A key without a password of its own has that of its store; PEM has no store.
  private static char @Nullable [] keyPassword(Map<String, Object> parsed) {
    Object password = parsed.get(SslConfigs.SSL_KEY_PASSWORD_CONFIG);
    if (password == null && !"PEM".equals(parsed.get(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG))) {
      password = parsed.get(SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG);
    }
    return password instanceof Password given ? given.value().toCharArray() : null;
  }

  private static TrustManager[] trustManagers(
      DefaultSslEngineFactory stores, Map<String, Object> parsed) throws GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(stores.truststore());
    TrustManager[] managers = trust.getTrustManagers();
    Object algorithm = parsed.get(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG);
    boolean anyHost = "".equals(algorithm);
    return anyHost && managers[0] instanceof X509TrustManager first
        ? new TrustManager[] {new AnyHost(first)}
        : managers;
  }

  private static String rootOf(Exception failure) {
    Throwable root = RootCause.of(failure);
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }

  /// Checks the certificates and not the name of the host: the JDK's client asks for that check,
  /// and has no setting of its own to leave it out.
  private static final class AnyHost extends X509ExtendedTrustManager {

    private final X509TrustManager trust;

    AnyHost(X509TrustManager trust) {
      this.trust = trust;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      trust.checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      trust.checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      trust.checkServerTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      trust.checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      trust.checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      trust.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return trust.getAcceptedIssuers();
    }
  }
}
