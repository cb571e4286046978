package io.evalstream.devcluster.stub;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.evalstream.devcluster.wire.WireConnection;
import io.evalstream.devcluster.wire.WireReply;
import io.evalstream.devcluster.wire.WireRequest;
import io.evalstream.devcluster.wire.WireServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// A collector on 127.0.0.1 that takes spans and log records over OTLP/HTTP, in binary protobuf
/// with or without gzip, and keeps what it took. Safe for many threads.
///
/// *How it works*: troubles are planned, and each takes one request. In time of an outage every
/// request is answered with 503.
public final class OtlpStub implements AutoCloseable {

  private static final String PROTOBUF = "application/x-protobuf";

  /// What happens to a request.
  private sealed interface Trouble {

    /// It is answered with a status; 429 and 503 come with `Retry-After`.
    record Status(int status) implements Trouble {}

    /// The connection breaks when the request was taken, and before it is answered.
    record Reset() implements Trouble {}

    /// The first of it is rejected, and the rest taken.
    record RejectFirst() implements Trouble {}
  }

  private final WireServer server;

  // Guarded by this.
  private final Deque<Trouble> troubles = new ArrayDeque<>();
  private final List<ResourceSpans> spans = new ArrayList<>();
  private final List<ResourceLogs> logs = new ArrayList<>();
  private final List<String> authorizations = new ArrayList<>();
  private boolean away;
  private long requests;

  private OtlpStub(int port) {
    this.server = WireServer.start("OTLP stub", port, this::handle);
  }

  /// Starts a collector that has taken nothing.
  ///
  /// @param port 0 for any free one
  public static OtlpStub start(int port) {
    return new OtlpStub(port);
  }

  /// The address that `/v1/traces` and `/v1/logs` are appended to.
  public String url() {
    return server.url();
  }

  /// Spans that it took, with what sent them, in their order; repetitions too.
  public synchronized List<ResourceSpans> spans() {
    return List.copyOf(spans);
  }

  /// Log records that it took, in the same way.
  public synchronized List<ResourceLogs> logs() {
    return List.copyOf(logs);
  }

  /// The header `Authorization` of each request that was taken; empty where there was none.
  public synchronized List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  /// All requests, however they ended.
  public synchronized long requests() {
    return requests;
  }

  /// Answers the next requests with this status; 429 and 503 with `Retry-After: 1`.
  public synchronized void failNext(int count, int status) {
    plan(count, new Trouble.Status(status));
  }

  /// Takes the next requests and breaks the connection instead of answering.
  public synchronized void resetNext(int count) {
    plan(count, new Trouble.Reset());
  }

  /// Rejects the first span or log record of the next requests, as a partial success.
  public synchronized void rejectFirstOfNext(int count) {
    plan(count, new Trouble.RejectFirst());
  }

  private void plan(int count, Trouble trouble) {
    for (int i = 0; i < count; i++) {
      troubles.add(trouble);
    }
  }

  /// Begins or ends an outage.
  public synchronized void setAway(boolean isAway) {
    away = isAway;
  }

  private void handle(WireRequest request, WireConnection connection) throws IOException {
    Trouble trouble = next();
    if (trouble instanceof Trouble.Status(int status)) {
      connection.send(failure(status));
      return;
    }
    boolean isFirstRejected = trouble instanceof Trouble.RejectFirst;
    WireReply reply =
        switch (request.route()) {
          case "POST /v1/traces" -> takeSpans(request, isFirstRejected);
          case "POST /v1/logs" -> takeLogs(request, isFirstRejected);
          default -> failure(404);
        };
    if (trouble instanceof Trouble.Reset) {
      connection.reset();
    } else {
      connection.send(reply);
    }
  }

  private synchronized @Nullable Trouble next() {
    requests++;
    return away ? new Trouble.Status(503) : troubles.poll();
  }

  private static WireReply failure(int status) {
    WireReply reply = WireReply.text(status, "");
    return status == 429 || status == 503 ? reply.header("Retry-After", "1") : reply;
  }

  private WireReply takeSpans(WireRequest request, boolean isFirstRejected) throws IOException {
    ExportTraceServiceRequest.Builder taken;
    try {
      taken = ExportTraceServiceRequest.parseFrom(body(request)).toBuilder();
    } catch (InvalidProtocolBufferException e) {
      return failure(400);
    }
    ExportTraceServiceResponse.Builder answer = ExportTraceServiceResponse.newBuilder();
    if (isFirstRejected) {
      taken.getResourceSpansBuilder(0).getScopeSpansBuilder(0).removeSpans(0);
      answer.setPartialSuccess(
          ExportTracePartialSuccess.newBuilder()
              .setRejectedSpans(1)
              .setErrorMessage("a planned rejection"));
    }
    keep(request, taken.build().getResourceSpansList(), List.of());
    return success(answer.build());
  }

  private WireReply takeLogs(WireRequest request, boolean isFirstRejected) throws IOException {
    ExportLogsServiceRequest.Builder taken;
    try {
      taken = ExportLogsServiceRequest.parseFrom(body(request)).toBuilder();
    } catch (InvalidProtocolBufferException e) {
      return failure(400);
    }
    ExportLogsServiceResponse.Builder answer = ExportLogsServiceResponse.newBuilder();
    if (isFirstRejected) {
      taken.getResourceLogsBuilder(0).getScopeLogsBuilder(0).removeLogRecords(0);
      answer.setPartialSuccess(
          ExportLogsPartialSuccess.newBuilder()
              .setRejectedLogRecords(1)
              .setErrorMessage("a planned rejection"));
    }
    keep(request, List.of(), taken.build().getResourceLogsList());
    return success(answer.build());
  }

  private synchronized void keep(
      WireRequest request, List<ResourceSpans> newSpans, List<ResourceLogs> newLogs) {
    spans.addAll(newSpans);
    logs.addAll(newLogs);
    authorizations.add(request.header("Authorization").orElse(""));
  }

  /// Whatever is not protobuf by its headers is none.
  private static byte[] body(WireRequest request) throws IOException {
    if (!request.header("Content-Type").orElse("").equals(PROTOBUF)) {
      throw new InvalidProtocolBufferException("the content must be " + PROTOBUF);
    }
    if (request.header("Content-Encoding").isEmpty()) {
      return request.body();
    }
    try (GZIPInputStream zipped = new GZIPInputStream(new ByteArrayInputStream(request.body()))) {
      return zipped.readAllBytes();
    }
  }

  private static WireReply success(MessageLite answer) {
    return WireReply.of(200, PROTOBUF, answer.toByteArray());
  }

  @Override
  public void close() {
    server.close();
  }
}
