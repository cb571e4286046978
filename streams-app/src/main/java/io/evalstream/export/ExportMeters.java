package io.evalstream.export;

import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts what became of evaluations that were to be sent, and logs each kind of trouble once.
///
/// *Threading*: one thread.
final class ExportMeters {

  private static final Logger LOG = LoggerFactory.getLogger(ExportMeters.class);

  private final Meters meters;
  private final Set<String> logged = new HashSet<>();

  ExportMeters(Meters meters) {
    this.meters = meters;
  }

  /// The endpoint has them, but for those that it rejected. More than were sent are not believed.
  void taken(Shipment shipment, Answer.Taken answer) {
    String signal = shipment.signal().wireName();
    int rejected = Math.clamp(answer.rejected(), 0, shipment.count());
    meters.add(Metric.EXPORTED, shipment.count() - rejected, signal);
    if (rejected > 0) {
      dropped(signal, "rejected", rejected, answer.detail());
    }
    if (logged.remove(signal + " busy")) {
      LOG.atInfo().addKeyValue("signal", signal).log("the OTLP endpoint takes evaluations again");
    }
  }

  void refused(Shipment shipment, Answer.Refused answer) {
    dropped(shipment.signal().wireName(), answer.reason(), shipment.count(), answer.detail());
  }

  /// A record of the topic: nothing of it can be sent as anything.
  void unreadable(Set<Signal> signals, String at, String reason, String detail) {
    signals.forEach(signal -> dropped(signal.wireName(), reason, 1, at + ": " + detail));
  }

  private void dropped(String signal, String reason, int count, String detail) {
    meters.add(Metric.EXPORT_DROPPED, count, signal, reason);
    if (logged.add(signal + " " + reason)) {
      LOG.atError()
          .addKeyValue("signal", signal)
          .addKeyValue("reason", reason)
          .addKeyValue("error", detail)
          .log("evaluations are not exported; further ones for this reason are only counted");
    }
  }

  void busy(Shipment shipment, Answer.Busy answer) {
    String signal = shipment.signal().wireName();
    meters.count(Metric.EXPORT_RETRIES, signal, answer.reason());
    if (logged.add(signal + " busy")) {
      LOG.atWarn()
          .addKeyValue("signal", signal)
          .addKeyValue("reason", answer.reason())
          .addKeyValue("error", answer.detail())
          .log("the OTLP endpoint does not take evaluations; they wait in the topic");
    }
  }
}
