package io.evalstream.judgeclient;

import io.evalstream.async.Call;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;

/// A judge among several.
///
/// @param name that the configuration gives to the judge
/// @param call asks the judge, once there is room for a call
public record Seat(String name, Call<JudgeRequest, JudgeReply> call) {}
