package io.evalstream.bench.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/// The group protocol of the monitors, with a short session in either case.
public enum Protocol {
  CLASSIC,
  STREAMS;

  /// The least that a broker takes for a classic group.
  public static final Duration SESSION = Duration.ofSeconds(6);

  private static final String SESSION_MILLIS = Long.toString(SESSION.toMillis());
  private static final String HEARTBEAT_MILLIS = Long.toString(SESSION.toMillis() / 4);

  /// Lines of the section `kafka`. A monitor that joins a classic group gets its share at once, as
  /// in a streams group, and not when its copy of the state is warm.
  String yaml() {
    return switch (this) {
      case CLASSIC ->
          """
            session.timeout.ms: %s
            heartbeat.interval.ms: %s
            acceptable.recovery.lag: 1000000
          """
              .formatted(SESSION_MILLIS, HEARTBEAT_MILLIS);
      case STREAMS -> "  group.protocol: streams\n";
    };
  }

  /// Sets at the broker what the monitors cannot set themselves.
  void prepare(String bootstrapServers, String group) throws InterruptedException {
    if (this == CLASSIC) {
      return;
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.GROUP, group),
                  List.of(
                      set("streams.session.timeout.ms", SESSION_MILLIS),
                      set("streams.heartbeat.interval.ms", HEARTBEAT_MILLIS))))
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the session of the group cannot be set", e);
    }
  }

  private static AlterConfigOp set(String key, String value) {
    return new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
