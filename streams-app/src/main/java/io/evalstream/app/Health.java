package io.evalstream.app;

import org.apache.kafka.streams.KafkaStreams;

/// Whether the process should live, may be sent readers, and has come up.
///
/// An outage of a judge, of Slack or of Kafka fails none of these: a restart would not mend it.
///
/// *Threading:* safe for all threads.
public final class Health {

  private final KafkaStreams streams;
  private volatile boolean started;
  private volatile boolean stopping;

  Health(KafkaStreams streams) {
    this.streams = streams;
  }

  void changed(KafkaStreams.State state) {
    if (state == KafkaStreams.State.RUNNING) {
      started = true;
    }
  }

  void stopping() {
    stopping = true;
  }

  /// The state of the topology, in the words of Kafka Streams.
  public String state() {
    return streams.state().name();
  }

  public boolean live() {
    return !streams.state().hasCompletedShutdown()
        && streams.state() != KafkaStreams.State.PENDING_ERROR;
  }

  public boolean ready() {
    return !stopping && streams.state() == KafkaStreams.State.RUNNING;
  }

  public boolean started() {
    return started;
  }
}
