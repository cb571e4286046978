package io.evalstream.judgeclient;

import io.evalstream.async.Attempt;
import io.evalstream.async.Call;
import io.evalstream.async.CallResult;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.Provenance;
import io.evalstream.judge.Usage;
import io.evalstream.judge.Vote;
import java.util.List;

/// A judge whose failing labels need the word of a second one.
///
/// Where the second one does not agree that it fails, its label counts. When it gives no label at
/// all, or cannot be asked, the label of the first one stands.
record ConfirmingJudge(Seat first, Seat second) implements Call<JudgeRequest, JudgeReply> {

  @Override
  public CallResult<JudgeReply> call(JudgeRequest request, Attempt attempt) throws Exception {
    CallResult<JudgeReply> result = first.call().call(request, attempt);
    if (result instanceof CallResult.Answered<JudgeReply>(JudgeReply.Labelled labelled)
        && request.failing().contains(labelled.label())) {
      // A second judge who cannot be asked is no reason to ask the first one again.
      JudgeReply confirming = Seat.reply(second.call().call(request, attempt));
      return new CallResult.Answered<>(together(request, labelled, confirming));
    }
    return result;
  }

  private JudgeReply together(
      JudgeRequest request, JudgeReply.Labelled accused, JudgeReply confirming) {
    boolean acquitted =
        confirming instanceof JudgeReply.Labelled labelled
            && !request.failing().contains(labelled.label());
    JudgeReply counts = acquitted ? confirming : accused;
    Usage usage = counts.usage().plus((acquitted ? accused : confirming).usage());
    List<Vote> votes = List.of(Vote.of(first.name(), accused), Vote.of(second.name(), confirming));
    return counts.with(usage, Provenance.ofVotes(List.of(accused, confirming), votes));
  }
}
