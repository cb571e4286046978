package io.evalstream.console.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evalstream.http.Parameters;
import io.evalstream.http.Problem;
import io.evalstream.http.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Tells listeners that there is something new, as server-sent events.
///
/// An event `changed` with the revision comes at the beginning and then, at most once a second,
/// when the revision is another one. Of several changes in between only the last is told, so a slow
/// listener misses nothing and holds nobody up. A comment every 15 seconds keeps proxies from
/// closing, and shows here who has left.
///
/// *Threading:* each listener has the virtual thread of its request.
final class LiveRoutes implements Routes {

  private static final int LISTENERS = 200;
  private static final Duration SOON = Duration.ofSeconds(30);

  private final LongSupplier revision;
  private final InstantSource clock;
  private final long lookMillis;
  private final int looksPerBeat;
  private final Semaphore places;
  private final CountDownLatch closed = new CountDownLatch(1);

  LiveRoutes(LongSupplier revision, InstantSource clock) {
    this(revision, clock, 1_000, 15, LISTENERS);
  }

  /// @param lookMillis between two looks at the revision
  /// @param looksPerBeat looks without news after which a comment is sent
  LiveRoutes(
      LongSupplier revision,
      InstantSource clock,
      long lookMillis,
      int looksPerBeat,
      int listeners) {
    this.revision = revision;
    this.clock = clock;
    this.lookMillis = lookMillis;
    this.looksPerBeat = looksPerBeat;
    this.places = new Semaphore(listeners);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/live", this::live);
  }

  private void live(Context context) throws IOException, InterruptedException {
    Parameters.of(context, clock).check();
    if (!places.tryAcquire()) {
      throw Problem.later(
              HttpStatus.SERVICE_UNAVAILABLE,
              "too many listen; ask for what you need instead",
              SOON)
          .exception();
    }
    try {
      begin(context);
      if (context.method().equals(HandlerType.GET)) {
        tell(context.res().getOutputStream());
      }
    } catch (IOException _) {
      // The listener has left.
    } finally {
      places.release();
    }
  }

  private static void begin(Context context) throws IOException {
    context.res().setStatus(200);
    context.res().setContentType("text/event-stream;charset=utf-8");
    // Else nginx would collect the events.
    context.res().setHeader("X-Accel-Buffering", "no");
    context.res().flushBuffer();
  }

  private void tell(ServletOutputStream out) throws IOException, InterruptedException {
    long told = revision.getAsLong();
    send(out, "retry: 3000\n" + event(told));
    int quiet = 0;
    while (!closed.await(lookMillis, TimeUnit.MILLISECONDS)) {
      long current = revision.getAsLong();
      quiet++;
      if (current != told) {
        send(out, event(current));
        told = current;
        quiet = 0;
      } else if (quiet >= looksPerBeat) {
        send(out, ": still here\n\n");
        quiet = 0;
      }
    }
  }

  private static String event(long revision) {
    return "event: changed\nid: %d\ndata: {\"revision\":%d}\n\n".formatted(revision, revision);
  }

  private static void send(ServletOutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
