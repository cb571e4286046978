package io.evalstream.http;

import io.javalin.config.RoutesConfig;

/// What a room answers on the port of the monitor.
///
/// Each room that answers has one public class of this kind; the monitor gives them all to its
/// [HttpPort]. Who may ask, and the headers that every answer has, are the port's.
@FunctionalInterface
public interface Routes {

  void addTo(RoutesConfig routes);

  /// Ends answers that would go on for ever. The port calls it before it stops.
  default void close() {}
}
