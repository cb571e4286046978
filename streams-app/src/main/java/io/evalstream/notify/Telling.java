package io.evalstream.notify;

import io.evalstream.async.Flow;
import io.evalstream.async.Peer;
import io.evalstream.async.Prepared;
import io.evalstream.async.Work;
import io.evalstream.state.Notification;
import java.time.Duration;
import java.util.Map;

/// What the operator has to know of notifications: a message is made of what is known when it is
/// sent, and waits for those before it.
///
/// @param nobody stands in for a channel that the configuration no longer has
record Telling(
    Map<String, Peer<Message, Delivery>> peers,
    Peer<Message, Delivery> nobody,
    Conversations conversations)
    implements Work<String, Notification, Message, Delivery> {

  /// Longer than the operator looks ahead: while a message only waits, its ticks are slow.
  private static final Duration WAIT = Duration.ofSeconds(3);

  @Override
  public String id(Notification request) {
    return Conversations.id(request);
  }

  @Override
  public Peer<Message, Delivery> peer(Notification request) {
    return peers.getOrDefault(request.getChannel(), nobody);
  }

  @Override
  public Flow flow(String key, Notification request) {
    return new Flow(request.getChannel(), request.getAlert().getRule());
  }

  @Override
  public Prepared<Message, Delivery> prepare(String key, Notification request) {
    String channel = request.getChannel();
    if (!peers.containsKey(channel)) {
      return new Prepared.Settled<>(
          new Delivery.Failed("the configuration no longer has this channel"));
    }
    if (conversations.hasToWait(request)) {
      return new Prepared.Later<>(WAIT);
    }
    Message message = conversations.message(request);
    return message == null ? new Prepared.Settled<>(Delivery.TOLD) : new Prepared.Ready<>(message);
  }
}
