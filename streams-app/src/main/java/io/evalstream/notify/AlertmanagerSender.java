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

/// Tells all replicas of an Alertmanager, at the same time. Safe for use by many threads.
///
/// Replicas do not pass alerts on: each knows only what it is told itself [1]. One that takes the
/// alert is enough for a delivery; those that did not are named, and hear of it the next time that
/// it is told. None can hold up the others for longer than [#PATIENCE]. Where none takes it, the
/// first failure that may pass decides. A repetition does no harm: Alertmanager knows an alert by
/// its labels.
///
/// [1] https://prometheus.io/docs/alerting/latest/high_availability/
record AlertmanagerSender(
    AlertmanagerChannel channel, Links links, Poster poster, InstantSource clock)
    implements Call<Message, Delivery> {

  static final Duration PATIENCE = Duration.ofSeconds(3);

  @Override
  public CallResult<Delivery> call(Message message, Attempt attempt) throws InterruptedException {
    Duration alive = channel.resend().multipliedBy(AlertmanagerChannel.INTERVALS_ALIVE);
    String body = AlertmanagerMessage.of(message, links, clock.instant(), alive).toString();
    List<Reply> replies =
        poster.postAll(alerts(), Map.of(), body, shorter(PATIENCE, attempt.timeout()));
    List<String> refusals = new ArrayList<>();
    List<Reply> failures = new ArrayList<>();
    for (int i = 0; i < replies.size(); i++) {
      Reply reply = replies.get(i);
      if (!(reply instanceof Reply.Answer answer && answer.isSuccess())) {
        failures.add(reply);
        refusals.add(channel.urls().get(i).getAuthority() + " " + detail(reply));
      }
    }
    if (failures.size() < replies.size()) {
      return new Answered<>(new Delivery.Told(null, String.join("; ", refusals)));
    }
    return failures.stream()
        .map(reply -> reply.failure())
        .filter(result -> result instanceof CallResult.Retry<Delivery>)
        .findFirst()
        .orElseGet(() -> failures.getFirst().failure());
  }

  private List<URI> alerts() {
    return channel.urls().stream().map(url -> URI.create(url + "/api/v2/alerts")).toList();
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static String detail(Reply reply) {
    return switch (reply) {
      case Reply.Answer answer -> answer.detail();
      case Reply.None(String reason, String detail) -> reason + ": " + detail;
    };
  }
}
