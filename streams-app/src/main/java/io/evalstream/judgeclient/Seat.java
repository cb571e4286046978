package io.evalstream.judgeclient;

import io.evalstream.async.Call;
import io.evalstream.async.CallResult;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.Outcome;
import io.evalstream.judge.Usage;

/// A judge among several.
///
/// @param name that the configuration gives to the judge
/// @param call asks the judge, once there is room for a call
public record Seat(String name, Call<JudgeRequest, JudgeReply> call) {

  /// What a call has brought. Whoever could not be asked gives no label, and took nothing.
  static JudgeReply reply(CallResult<JudgeReply> result) {
    return switch (result) {
      case CallResult.Answered<JudgeReply>(JudgeReply reply) -> reply;
      case CallResult.Retry<JudgeReply> retry -> notAsked(retry.reason() + ": " + retry.detail());
      case CallResult.Pause<JudgeReply> pause -> notAsked(pause.reason() + ": " + pause.detail());
    };
  }

  private static JudgeReply notAsked(String why) {
    return new JudgeReply.Unlabelled(Outcome.PROVIDER_ERROR, why, new Usage(null, 0, 0, 0.0));
  }
}
