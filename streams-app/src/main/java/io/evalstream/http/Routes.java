package io.evalstream.http;

import io.javalin.config.RoutesConfig;

/// What a room answers on the port of the monitor.
///
/// Each room that answers has one public class of this kind; the monitor gives them all to its
/// server. Who may ask, and the headers that every answer has, are the server's.
@FunctionalInterface
public interface Routes {

  void addTo(RoutesConfig routes);
}
