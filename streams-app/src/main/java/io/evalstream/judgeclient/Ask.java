package io.evalstream.judgeclient;

import io.evalstream.judge.JudgeRequest;
import java.util.List;

/// One question on its way to an API.
///
/// @param system the role and the rules of the judge
/// @param turns the conversation, which begins and ends with a turn of the user
/// @param form how the reply is to look
/// @param maxTokens the room for the reply
record Ask(JudgeRequest request, String system, List<Turn> turns, ReplyForm form, int maxTokens) {

  Ask {
    turns = List.copyOf(turns);
  }
}
