package io.evalstream.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricTest {

  @ParameterizedTest
  @EnumSource
  void name_followsTheRules(Metric metric) {
    assertThat(metric.prometheusName()).matches("evalstream(_[a-z][a-z0-9]*)+");
    assertThat(metric.prometheusName().endsWith("_total"))
        .as("_total means a counter, and a counter ends with it")
        .isEqualTo(metric.type() == Metric.Type.COUNTER);
    if (metric.type() == Metric.Type.HISTOGRAM) {
      assertThat(metric.prometheusName()).endsWith("_seconds");
    }
  }

  /// A suffix that the exposition format gives a meaning of its own.
  @ParameterizedTest
  @EnumSource
  void name_doesNotEndAsAPartOfAnotherMetric(Metric metric) {
    assertThat(metric.prometheusName()).doesNotMatch(".*_(sum|bucket|created|info)");
  }

  @ParameterizedTest
  @EnumSource
  void labels_areSnakeCaseAndUnique(Metric metric) {
    assertThat(metric.labels())
        .doesNotHaveDuplicates()
        .allMatch(label -> label.matches("[a-z]+(_[a-z]+)*"))
        .doesNotContain("le", "quantile", "job", "instance");
  }

  @ParameterizedTest
  @EnumSource
  void help_isASentence(Metric metric) {
    assertThat(metric.help()).matches("(?s)[A-Z0-9].*\\.");
  }

  @Test
  void names_areUnique() {
    assertThat(Metric.values()).extracting(Metric::prometheusName).doesNotHaveDuplicates();
  }
}
