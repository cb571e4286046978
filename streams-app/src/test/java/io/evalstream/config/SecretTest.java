package io.evalstream.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {

  @Test
  void text_isMasked() {
    assertThat(new Secret("s3cr3t")).hasToString("***");
    assertThat(new Secret("s3cr3t").reveal()).isEqualTo("s3cr3t");
  }

  @Test
  void equality_isByValue() {
    assertThat(new Secret("a")).isEqualTo(new Secret("a")).hasSameHashCodeAs(new Secret("a"));
    assertThat(new Secret("a")).isNotEqualTo(new Secret("b")).isNotEqualTo("a");
  }
}
