package io.evalstream.export;

import com.google.protobuf.InvalidProtocolBufferException;
import io.evalstream.async.RetryAfter;
import io.evalstream.config.Secret;
import io.evalstream.config.SecretParts;
import io.evalstream.export.Answer.Busy;
import io.evalstream.export.Answer.Refused;
import io.evalstream.export.Answer.Taken;
import io.evalstream.trace.Opening;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// An endpoint that speaks OTLP over HTTP, in binary protobuf with gzip [1]. What it says is short
/// and holds no secret.
///
/// [1]
/// https://github.com/open-telemetry/opentelemetry-proto/blob/main/docs/specification.md#otlphttp
final class Endpoint implements AutoCloseable {

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
  private static final Duration LONGEST_PEACE = Duration.ofMinutes(10);
  private static final int LONGEST_BODY = 64 * 1024;
  private static final int DETAIL = 200;
  private static final Set<Integer> MAY_PASS = Set.of(429, 502, 503, 504);

  private final URI base;
  private final Map<String, Secret> headers;
  private final List<String> masked;
  private final Duration timeout;
  private final HttpClient http;
  private final ExecutorService exchanges = Executors.newVirtualThreadPerTaskExecutor();

  /// @param timeout for all of a request, from the connection to the last byte of the answer
  Endpoint(URI base, Map<String, Secret> headers, Duration timeout) {
    this.base = base;
    this.headers = headers;
    this.masked = SecretParts.of(List.copyOf(headers.values()));
    this.timeout = timeout;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_WITHIN)
            .build();
  }

  /// Sends a request and waits for what comes back.
  Answer send(Shipment shipment) throws InterruptedException {
    HttpRequest request = request(shipment);
    Future<Answer> exchange = exchanges.submit(() -> exchange(request, shipment.signal()));
    try {
      return exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      return new Busy("timeout", "no answer within " + timeout, null);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof IOException cause) {
        return new Busy("no_connection", told(cause.toString()), null);
      }
      throw new IllegalStateException("evaluations cannot be sent", failure.getCause());
    } finally {
      exchange.cancel(true);
    }
  }

  private HttpRequest request(Shipment shipment) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + shipment.signal().path()))
            .timeout(timeout)
            .header("Content-Type", "application/x-protobuf")
            .header("Content-Encoding", "gzip")
            .POST(BodyPublishers.ofByteArray(zipped(shipment)));
    headers.forEach((name, value) -> request.setHeader(name, value.reveal()));
    return request.build();
  }

  private static byte[] zipped(Shipment shipment) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      shipment.body().writeTo(gzip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zipped.toByteArray();
  }

  private Answer exchange(HttpRequest request, Signal signal)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
    byte[] body;
    try (InputStream bytes = response.body()) {
      body = bytes.readNBytes(LONGEST_BODY);
    }
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      return taken(signal, body);
    }
    String detail = "answered " + status + ": " + told(new String(body, StandardCharsets.UTF_8));
    return MAY_PASS.contains(status)
        ? new Busy("http_" + status, detail, retryAfter(response))
        : new Refused("http_" + status, detail);
  }

  /// A success whose body is none of OTLP is one: some endpoints answer with JSON.
  private Taken taken(Signal signal, byte[] body) {
    try {
      return switch (signal) {
        case TRACES -> {
          var part = ExportTraceServiceResponse.parseFrom(body).getPartialSuccess();
          yield new Taken(part.getRejectedSpans(), told(part.getErrorMessage()));
        }
        case LOGS -> {
          var part = ExportLogsServiceResponse.parseFrom(body).getPartialSuccess();
          yield new Taken(part.getRejectedLogRecords(), told(part.getErrorMessage()));
        }
      };
    } catch (InvalidProtocolBufferException e) {
      return new Taken(0, "");
    }
  }

  private static @Nullable Duration retryAfter(HttpResponse<?> response) {
    Duration asked = RetryAfter.of(response.headers());
    return asked == null || asked.compareTo(LONGEST_PEACE) <= 0 ? asked : LONGEST_PEACE;
  }

  private String told(String text) {
    return Opening.marked(SecretParts.masked(text, masked).strip(), DETAIL);
  }

  @Override
  public void close() {
    exchanges.shutdownNow();
    http.shutdownNow();
  }
}
