package io.evalstream.registry;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A key and its certificate, made by the JDK's own keytool, in the forms in which people keep
/// them.
final class Certificates {

  static final String PASSWORD = "pass-of-stores";
  private static final String ALIAS = "one";

  private final Path folder;
  private final String name;
  private final KeyStore keys;

  private Certificates(Path folder, String name, KeyStore keys) {
    this.folder = folder;
    this.name = name;
    this.keys = keys;
  }

  /// @param host the name in the certificate
  static Certificates of(Path folder, String host) throws Exception {
    Path store = folder.resolve(host + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-alias",
                ALIAS,
                "-dname",
                "CN=" + host,
                "-ext",
                "san=dns:" + host,
                "-validity",
                "3650",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool failed");
    }
    return new Certificates(folder, host, KeyStore.getInstance(store.toFile(), password()));
  }

  Path pkcs12() {
    return folder.resolve(name + ".p12");
  }

  /// A store that holds the certificate only.
  Path trust(String type) throws Exception {
    KeyStore trust = KeyStore.getInstance(type);
    trust.load(null, null);
    trust.setCertificateEntry(ALIAS, certificate());
    Path file = folder.resolve(name + "-trust." + type);
    try (OutputStream out = Files.newOutputStream(file)) {
      trust.store(out, password());
    }
    return file;
  }

  String certificatePem() throws GeneralSecurityException {
    return pem("CERTIFICATE", certificate().getEncoded());
  }

  String keyPem() throws GeneralSecurityException {
    return pem("PRIVATE KEY", keys.getKey(ALIAS, password()).getEncoded());
  }

  /// A server with this key, which knows clients with that one.
  SSLContext server(Certificates clients) throws Exception {
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, password());
    TrustManagerFactory known = TrustManagerFactory.getInstance("PKIX");
    known.init(KeyStore.getInstance(clients.trust("PKCS12").toFile(), password()));
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(own.getKeyManagers(), known.getTrustManagers(), null);
    return tls;
  }

  private Certificate certificate() throws GeneralSecurityException {
    return keys.getCertificate(ALIAS);
  }

  private static String pem(String what, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(what, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der), what);
  }

  private static char[] password() {
    return PASSWORD.toCharArray();
  }
}
