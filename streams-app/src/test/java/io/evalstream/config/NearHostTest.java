package io.evalstream.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearHostTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:8080",
        "[::1]",
        "127.0.0.1:80",
        "10.1.2.3",
        "192.168.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "vllm",
        "judge-1:8000",
        "vllm.judges.svc",
        "box.local",
        "vllm.INTERNAL"
      })
  void nearHost_keepsASecretInClear(String host) {
    assertThat(NearHost.keepsSecret(URI.create("http://" + host + "/v1"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.evil.com",
        "127.evil.com",
        "192.168.evil.com",
        "172.16.evil.com",
        "10.0.0.1.evil.com",
        "127.0.0.1.nip.io",
        "svc.example.com",
        "a.com",
        "8.8.8.8",
        "172.15.0.1",
        "172.32.0.1",
        "192.169.0.1",
        "[2001:db8::1]",
        "134744072"
      })
  void farHost_keepsASecretOnlyOverHttps(String host) {
    assertThat(NearHost.keepsSecret(URI.create("http://" + host + "/v1"))).isFalse();
    assertThat(NearHost.keepsSecret(URI.create("HTTPS://" + host + "/v1"))).isTrue();
  }

  @Test
  void urlWithoutHost_keepsNoSecret() {
    assertThat(NearHost.keepsSecret(URI.create("http:a"))).isFalse();
  }
}
