package io.evalstream.devcluster.registry;

import io.evalstream.devcluster.loopback.LoopbackServer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A schema registry for Avro on 127.0.0.1, with the REST API that serializers expect.
///
/// It registers, looks up, lists, checks compatibility at every level and deletes. It has no schema
/// references, contexts, modes other than `READWRITE`, and no schemas other than Avro; a client
/// that asks for them is told so.
///
/// *When to use*: development, the demo and tests. There is one node and no access control.
public final class EmbeddedRegistry implements AutoCloseable {

  private final LoopbackServer server;

  private EmbeddedRegistry(LoopbackServer server) {
    this.server = server;
  }

  /// Starts a registry.
  ///
  /// @param port 0 for any free one
  /// @param data folder where `schemas.jsonl` keeps everything over restarts; null to keep nothing
  /// @throws io.evalstream.devcluster.loopback.PortInUseException when the port is taken
  public static EmbeddedRegistry start(int port, @Nullable Path data) {
    RegistryRoutes routes = new RegistryRoutes(new Registry(RegistryLog.in(data)));
    return new EmbeddedRegistry(LoopbackServer.start("schema registry", port, routes::addTo));
  }

  /// The address for clients, without a slash at the end.
  public String url() {
    return server.url();
  }

  /// The port that it listens on, never 0.
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
  }
}
