package io.evalstream.notify;

import io.evalstream.async.Attempt;
import io.evalstream.async.Call;
import io.evalstream.async.CallResult;
import io.evalstream.async.CallResult.Answered;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Tells all replicas of an Alertmanager. Safe for use by many threads.
///
/// One that takes it is enough, because they tell one another; those that did not are named, and
/// hear of it the next time that it is told. Where none takes it, the first failure that may pass
/// decides. A repetition does no harm: Alertmanager knows an alert by its labels.
record AlertmanagerSender(
    String name, AlertmanagerChannel channel, Links links, Poster poster, InstantSource clock)
    implements Call<Message, Delivery> {

  @Override
  public CallResult<Delivery> call(Message message, Attempt attempt) throws InterruptedException {
    Duration alive = channel.resend().multipliedBy(AlertmanagerChannel.INTERVALS_ALIVE);
    String body = AlertmanagerMessage.of(message, links, clock.instant(), alive).toString();
    // Each has its own part of the time, so that one that hangs does not take that of the others.
    Duration each = attempt.timeout().dividedBy(channel.urls().size());
    List<String> refusals = new ArrayList<>();
    List<Reply> failures = new ArrayList<>();
    for (URI url : channel.urls()) {
      Reply reply = poster.post(URI.create(url + "/api/v2/alerts"), Map.of(), body, each);
      if (!(reply instanceof Reply.Answer answer && answer.isSuccess())) {
        failures.add(reply);
        refusals.add(url.getAuthority() + " " + detail(reply));
      }
    }
    if (failures.size() < channel.urls().size()) {
      return new Answered<>(new Delivery(name, true, String.join("; ", refusals), null));
    }
    return failures.stream()
        .map(reply -> reply.failure(name))
        .filter(result -> result instanceof CallResult.Retry<Delivery>)
        .findFirst()
        .orElseGet(() -> failures.getFirst().failure(name));
  }

  private static String detail(Reply reply) {
    return switch (reply) {
      case Reply.Answer answer -> answer.detail();
      case Reply.None(String reason, String detail) -> reason + ": " + detail;
    };
  }
}
