package io.evalstream.devcluster.stub;

import io.evalstream.devcluster.wire.WireHandler;
import io.evalstream.devcluster.wire.WireReply;
import io.evalstream.devcluster.wire.WireRequest;
import io.evalstream.devcluster.wire.WireServer;
import java.time.InstantSource;

/// An LLM judge without the LLM: OpenAI's chat completions and Anthropic's messages over HTTP on
/// 127.0.0.1.
///
/// It says what its [Answerer] decides and fails the way [Faults] tell it to, so that a client
/// meets everything that a real provider does to it, as often as wanted. It takes thousands of slow
/// calls at once.
///
/// Paths: `POST /v1/chat/completions`; `POST /v1/messages`; `GET /health`; `GET` and `PUT /faults`;
/// `GET` and `DELETE /stats`.
public final class JudgeStub implements AutoCloseable {

  private final JudgeCalls calls;
  private final WireServer server;

  private JudgeStub(int port, JudgeCalls calls) {
    this.calls = calls;
    this.server = WireServer.start("judge stub", port, routes(calls));
  }

  /// Starts a judge.
  ///
  /// @param port 0 for any free one
  /// @throws io.evalstream.devcluster.loopback.PortInUseException when the port is taken
  public static JudgeStub start(int port, Answerer answerer, Faults faults) {
    return new JudgeStub(port, new JudgeCalls(answerer, faults, InstantSource.system()));
  }

  private static WireHandler routes(JudgeCalls calls) {
    return (request, connection) -> {
      try {
        switch (request.route()) {
          case "POST /v1/chat/completions" -> calls.handle(Dialect.OPENAI, request, connection);
          case "POST /v1/messages" -> calls.handle(Dialect.ANTHROPIC, request, connection);
          default -> connection.send(control(request, calls));
        }
      } catch (RuntimeException e) {
        connection.send(OpenAiError.server(500, String.valueOf(e.getMessage())).reply());
      }
    };
  }

  private static WireReply control(WireRequest request, JudgeCalls calls) {
    return switch (request.route()) {
      case "GET /health" -> WireReply.json(200, "{\"status\":\"ok\"}");
      case "GET /stats" -> WireReply.json(200, calls.stats().json());
      case "DELETE /stats" -> WireReply.json(200, calls.resetStats().json());
      case "GET /faults" -> faultsReply(calls);
      case "PUT /faults" -> putFaults(request.text(), calls);
      default -> OpenAiError.noSuchRoute(request.route()).reply();
    };
  }

  private static WireReply putFaults(String json, JudgeCalls calls) {
    try {
      calls.setFaults(FaultsJson.parse(json));
      return faultsReply(calls);
    } catch (IllegalArgumentException e) {
      return OpenAiError.invalid(String.valueOf(e.getMessage())).reply();
    }
  }

  private static WireReply faultsReply(JudgeCalls calls) {
    return WireReply.json(200, FaultsJson.write(calls.faults()).toString());
  }

  /// The base address of both APIs, which ends in `/v1`.
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

  /// What it has seen since its start, or since [#resetStats].
  public JudgeStats stats() {
    return calls.stats();
  }

  /// Sets all counts to zero and forgets the keys that it has seen. A call that runs is counted
  /// when it ends.
  public void resetStats() {
    calls.resetStats();
  }

  /// Stops it; calls that are not answered yet see a broken connection.
  @Override
  public void close() {
    server.close();
  }
}
