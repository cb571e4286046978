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
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMIIEow==\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\\nMIIEow==\\n-----END PRIVATE KEY-----"
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

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "4111 1111 1111 1111 12/27; [CARD_1] 12/27",
        "4111 1111 1111 1111 123; [CARD_1] 123",
        "Order 12345 4111 1111 1111 1111; Order 12345 [CARD_1]",
        "4111 1111 1111 1111 4111 1111 1111 1111; [CARD_1] [CARD_1]"
      })
  void cardAmongOtherDigits_isFound(String text, String hidden) throws Exception {
    ask("{}", text);

    assertThat(seen).containsExactly(hidden);
  }

  @Test
  void judge_isToldWhatStandInsAre() throws Exception {
    List<String> systems = new ArrayList<>();
    String block = "<data-k3x9Qa72 name=\"response\">\n%s\n</data-k3x9Qa72>";
    RedactingJudge judge = judge("{}", prompt -> systems.add(prompt.system()));

    for (String text : List.of("a@x.com", "nothing")) {
      judge.call(
          JudgeContract.GROUNDED.with(new Prompt("Rules.", block.formatted(text))),
          JudgeContract.FIRST);
    }

    assertThat(systems.getFirst()).startsWith("Rules.").contains("is hidden from you");
    assertThat(systems.getLast()).isEqualTo("Rules.");
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
    String before = "<data-k3x9Qa72 name=\"response\">\n";
    String after = "\n</data-k3x9Qa72>\n\nQuestion: does admin@example.com reply?";
    JudgeRequest request =
        JudgeContract.GROUNDED.with(new Prompt("You are a judge.", before + text + after));
    return JudgeContract.answer(
        judge(
                yaml,
                prompt -> {
                  assertThat(prompt.user()).startsWith(before).endsWith(after);
                  seen.add(
                      prompt
                          .user()
                          .substring(before.length(), prompt.user().length() - after.length()));
                })
            .call(request, JudgeContract.FIRST));
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
