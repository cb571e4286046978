package io.evalstream.app;

import io.evalstream.async.AsyncListener;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;

/// Counts what the operator of the judgements does.
record JudgingMeters(Meters meters) implements AsyncListener {

  @Override
  public void calling(String peer, boolean again) {
    if (again) {
      meters.count(Metric.JUDGE_REPEATED_CALLS, peer);
    }
  }

  @Override
  public void retrying(String peer, String reason) {
    meters.count(Metric.JUDGE_RETRIES, peer, reason);
  }

  @Override
  public void restored(int requests) {
    meters.add(Metric.JUDGE_RESTORED, requests);
  }
}
