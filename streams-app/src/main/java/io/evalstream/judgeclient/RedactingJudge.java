package io.evalstream.judgeclient;

import io.evalstream.async.Attempt;
import io.evalstream.async.CallResult;
import io.evalstream.judge.Judge;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.Prompt;

/// A judge who does not get to see addresses, card numbers, keys and the like.
record RedactingJudge(Judge judge, Redaction redaction) implements Judge {

  @Override
  public String name() {
    return judge.name();
  }

  @Override
  public CallResult<JudgeReply> call(JudgeRequest request, Attempt attempt) throws Exception {
    Redactor redactor = new Redactor(redaction);
    Prompt hidden = new Prompt(request.prompt().system(), redactor.hide(request.prompt().user()));
    return judge
        .call(request.with(hidden), attempt)
        .map(
            reply ->
                reply.with(
                    reply.usage(), reply.provenance().withRedacted(redactor.passages())));
  }

  @Override
  public void close() {
    judge.close();
  }
}
