package io.evalstream.judgeclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.evalstream.async.CallResult;
import io.evalstream.config.ConfigReader;
import io.evalstream.config.InvalidConfigException;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.Prompt;
import io.evalstream.judge.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactingJudgeTest {

  private final List<String> seen = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anna.meyer+news@example.co.uk",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "378282246310005",
        "sk-proj-abcdefghij0123456789",
        "ghp_0123456789abcdefghij0123456789abcdef",
        "AKIAIOSFODNN7EXAMPLE",
        "xoxb-123456789012-abcdef",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N",
        "-----BEGIN RSA PRIVATE KEY-----\nMIIEow==\n-----END RSA PRIVATE KEY-----"
      })
  void secret_isNotSeenByTheJudge(String secret) throws Exception {
    JudgeReply reply = ask("{}", "Write to " + secret + " now.");

    assertThat(seen.getFirst())
        .doesNotContain(secret)
        .matches("Write to \\[(EMAIL|CARD|KEY)_1] now\\.");
    assertThat(reply.provenance().redacted()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Order 1234 5678 9012 3456 is on its way",
        "at sign @home, @ 9:00",
        "The sk-learn library",
        "2026-11-24T12:00:00Z and 0123456789"
      })
  void plainText_isLeftAlone(String text) throws Exception {
    JudgeReply reply = ask("{}", text);

    assertThat(seen).containsExactly(text);
    assertThat(reply.provenance().redacted()).isZero();
  }

  @Test
  void equalPassages_haveTheSameStandIn() throws Exception {
    JudgeReply reply = ask("{}", "a@x.com, b@x.com, a@x.com");

    assertThat(seen).containsExactly("[EMAIL_1], [EMAIL_2], [EMAIL_1]");
    assertThat(reply.provenance().redacted()).isEqualTo(3);
  }

  @Test
  void ownPatterns_areHiddenToo() throws Exception {
    ask("{ patterns: { ticket: 'T-[0-9]+' }, emails: false }", "T-17 of a@x.com");

    assertThat(seen).containsExactly("[TICKET_1] of a@x.com");
  }

  @Test
  void rulesOfTheJudge_areNotTouched() throws Exception {
    JudgeRequest request =
        JudgeContract.GROUNDED.with(new Prompt("Ask admin@example.com.", "a@x.com"));

    judge("{}", prompt -> seen.add(prompt.system())).call(request, JudgeContract.FIRST);

    assertThat(seen).containsExactly("Ask admin@example.com.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{ patterns: { ticket: 'T-[' } }; patterns.ticket must be a regular expression of RE2",
        "{ patterns: { ticket: '(a+)+\\1' } }; patterns.ticket must be a regular expression of RE2",
        "{ patterns: { ticket: 'x*' } }; patterns.ticket must not match the empty text",
        "{ patterns: { Ticket: 'x' } }; patterns.Ticket must have a name that matches"
      })
  void badPattern_isTold(String yaml, String told) {
    assertThatExceptionOfType(InvalidConfigException.class)
        .isThrownBy(() -> redaction(yaml))
        .withMessageContaining(told);
  }

  private JudgeReply ask(String yaml, String text) throws Exception {
    JudgeRequest request = JudgeContract.GROUNDED.with(new Prompt("You are a judge.", text));
    return JudgeContract.answer(
        judge(yaml, prompt -> seen.add(prompt.user())).call(request, JudgeContract.FIRST));
  }

  private static RedactingJudge judge(String yaml, java.util.function.Consumer<Prompt> seeing)
      throws InvalidConfigException {
    return new RedactingJudge(
        TestJudge.of(
            "plain",
            (request, _) -> {
              seeing.accept(request.prompt());
              return new CallResult.Answered<>(
                  new JudgeReply.Labelled("faithful", null, Usage.NONE));
            }),
        redaction(yaml));
  }

  private static Redaction redaction(String yaml) throws InvalidConfigException {
    return ConfigReader.readText("test", yaml, Map.of(), Redaction::read);
  }
}
