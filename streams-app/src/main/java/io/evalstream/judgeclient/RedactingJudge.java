package io.evalstream.judgeclient;

import io.evalstream.async.Attempt;
import io.evalstream.async.CallResult;
import io.evalstream.judge.Judge;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.Prompt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A judge who does not get to see addresses, card numbers, keys and the like.
record RedactingJudge(Judge judge, Redaction redaction) implements Judge {

  private static final Pattern BLOCK =
      Pattern.compile(
          "(<data-([A-Za-z0-9]{8,64}) name=\"[a-z0-9_-]+\">\\n)(.*?)(\\n</data-\\2>)",
          Pattern.DOTALL);
  private static final String EXPLAINED =
      "\n6. A stand-in such as [EMAIL_1] or [CARD_1] is real data that is hidden from you; equal"
          + " numbers mean equal data.";

  @Override
  public String name() {
    return judge.name();
  }

  @Override
  public CallResult<JudgeReply> call(JudgeRequest request, Attempt attempt) throws Exception {
    Redactor redactor = new Redactor(redaction);
    Prompt hidden = hide(request.prompt(), redactor);
    return judge
        .call(request.with(hidden), attempt)
        .map(
            reply ->
                reply.with(reply.usage(), reply.provenance().withRedacted(redactor.passages())));
  }

  /// Only the judged texts, which stand in blocks: the words around them are ours.
  private static Prompt hide(Prompt prompt, Redactor redactor) {
    String user =
        BLOCK
            .matcher(prompt.user())
            .replaceAll(
                block ->
                    Matcher.quoteReplacement(
                        block.group(1) + redactor.hide(block.group(3)) + block.group(4)));
    return redactor.passages() == 0 ? prompt : new Prompt(prompt.system() + EXPLAINED, user);
  }

  @Override
  public void close() {
    judge.close();
  }
}
