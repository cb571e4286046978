package io.evalstream.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.app.Configs;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgreementConfigTest {

  @Test
  void withoutTheSection_itIsOff() throws Exception {
    assertThat(Configs.read("", AgreementConfig::read).isOn()).isFalse();
    assertThat(Configs.read("agreement:", AgreementConfig::read).isOn()).isFalse();
  }

  @Test
  void emptySection_isTheDefault() throws Exception {
    assertThat(Configs.read("agreement: {}", AgreementConfig::read))
        .isEqualTo(new AgreementConfig(true, Duration.ofDays(7)));
  }

  @Test
  void everyKey_isMapped() throws Exception {
    assertThat(Configs.read("agreement: { remember: 30d }", AgreementConfig::read))
        .isEqualTo(new AgreementConfig(true, Duration.ofDays(30)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "agreement: { remember: 30s } | agreement.remember must be in [1m, 90d], was 30s",
        "agreement: { remember: 91d } | agreement.remember must be in [1m, 90d], was 91d",
        "agreement: { remember: long } | agreement.remember must be a duration",
        "agreement: { remembr: 1d } | agreement.remembr: unknown key. Did you mean 'remember'?",
        "agreement: 7d | agreement must be a mapping",
      })
  void problem_isTold(String yaml, String problem) {
    assertThat(Configs.problems(yaml, AgreementConfig::read))
        .singleElement()
        .asString()
        .startsWith(problem);
  }
}
