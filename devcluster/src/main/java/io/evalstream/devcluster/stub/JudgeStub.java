package io.evalstream.devcluster.stub;

import io.evalstream.devcluster.loopback.LoopbackServer;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.InstantSource;

/// An LLM judge without the LLM: OpenAI's chat completions over HTTP on 127.0.0.1.
///
/// It says what its [Answerer] decides and fails the way [Faults] tell it to, so that a client
/// meets everything that a real provider does to it, as often as wanted. It takes thousands of slow
/// calls at once.
///
/// Paths: `POST /v1/chat/completions`; `GET /health`; `GET` and `PUT /faults`; `GET /stats`.
public final class JudgeStub implements AutoCloseable {

  private final JudgeCalls calls;
  private final LoopbackServer server;

  private JudgeStub(int port, JudgeCalls calls) {
    this.calls = calls;
    this.server = LoopbackServer.start("judge stub", port, this::addRoutes);
  }

  /// Starts a judge.
  ///
  /// @param port 0 for any free one
  /// @throws io.evalstream.devcluster.loopback.PortInUseException when the port is taken
  public static JudgeStub start(int port, Answerer answerer, Faults faults) {
    return new JudgeStub(port, new JudgeCalls(answerer, faults, InstantSource.system()));
  }

  private void addRoutes(RoutesConfig routes) {
    routes.post("/v1/chat/completions", calls::handle);
    routes.get("/health", http -> json(http, "{\"status\":\"ok\"}"));
    routes.get("/stats", http -> json(http, stats().json()));
    routes.get("/faults", this::replyFaults);
    routes.put("/faults", this::putFaults);
    routes.exception(
        Exception.class,
        (fault, http) ->
            JudgeCalls.fail(http, OpenAiError.server(500, String.valueOf(fault.getMessage()))));
  }

  private void putFaults(Context http) {
    try {
      setFaults(FaultsJson.parse(http.body()));
    } catch (IllegalArgumentException e) {
      JudgeCalls.fail(http, OpenAiError.invalid(String.valueOf(e.getMessage())));
      return;
    }
    replyFaults(http);
  }

  private void replyFaults(Context http) {
    json(http, FaultsJson.write(faults()).toString());
  }

  private static void json(Context http, String body) {
    http.contentType("application/json").result(body);
  }

  /// The base address of the API, which ends in `/v1`.
  public String baseUrl() {
    return server.url() + "/v1";
  }

  /// The address of the server, without a slash at the end.
  public String url() {
    return server.url();
  }

  /// The port that it listens on, never 0.
  public int port() {
    return server.port();
  }

  /// How it behaves now.
  public Faults faults() {
    return calls.faults();
  }

  /// Changes how it behaves for the calls that come from now on.
  public void setFaults(Faults faults) {
    calls.setFaults(faults);
  }

  /// What it has seen since its start.
  public JudgeStats stats() {
    return calls.stats();
  }

  /// Stops it; calls that are not answered yet see a broken connection.
  @Override
  public void close() {
    server.close();
  }
}
