package io.evalstream.console.page;

import io.evalstream.agreement.AgreementBoard;
import io.evalstream.alert.DriftBoard;
import io.evalstream.async.Gate;
import io.evalstream.metric.FunnelBoard;
import java.util.List;

/// The live numbers that pages show besides the archive.
///
/// @param gates of the judges of this process
public record PageBoards(
    FunnelBoard funnel, AgreementBoard agreements, DriftBoard drift, List<Gate> gates) {

  public PageBoards {
    gates = List.copyOf(gates);
  }
}
