package io.evalstream.app;

import org.apache.kafka.streams.KafkaStreams;

/// Whether the process should live, may be sent readers, and has come up.
///
/// An outage of a judge, of Slack or of Kafka fails none of these: a restart would not mend it.
///
/// *Threading:* safe for all threads.
public final class Health {

  private volatile KafkaStreams.State state = KafkaStreams.State.CREATED;
  private volatile boolean started;
  private volatile boolean stopping;

  void changed(KafkaStreams.State state) {
    this.state = state;
    if (state == KafkaStreams.State.RUNNING) {
      started = true;
    }
  }

  void stopping() {
    stopping = true;
  }

  /// The state of the topology, in the words of Kafka Streams.
  public String state() {
    return state.name();
  }

  public boolean live() {
    return !state.hasCompletedShutdown() && state != KafkaStreams.State.PENDING_ERROR;
  }

  public boolean ready() {
    return !stopping && state == KafkaStreams.State.RUNNING;
  }

  public boolean started() {
    return started;
  }
}
