package io.evalstream.bench.figures;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How long an application waits for the gate: from the moment at which it publishes a turn to the
/// verdict of the stream, and from the request to the verdict of a turn that is judged at once.
/// Both hold the time of the judge.
record GateFigure(Duration latency) implements Figure {

  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final int ASKED = 300;
  private static final Duration EVERY = Duration.ofMillis(100);
  private static final int IN_FLIGHT = 256;

  private static final String GATE =
      "gate: { block: toxicity, when_undecided: block, wait: 20s, max_wait: 20s }\n";

  @Override
  public String name() {
    return "gate";
  }

  @Override
  public void measure(Path folder, Table table) throws IOException, InterruptedException {
    RigOptions options = RigOptions.of(name(), Shape.PLAIN, IN_FLIGHT, latency).withSettings(GATE);
    try (Rig rig = Rig.start(options, folder);
        HttpClient client = HttpClient.newHttpClient()) {
      String api = rig.monitor().url() + "/api/v1/";
      rig.load(1 / (EVERY.toMillis() / 1e3), WARM_UP);
      double[] stream = asked(client, number -> published(rig, api));
      double[] atOnce = asked(client, number -> evaluate(api, number));
      double judge = latency.toNanos() / 1e6;
      table.plain("published to verdict of the stream, p50", quantile(stream, 0.5), "ms");
      table.plain("published to verdict of the stream, p99", quantile(stream, 0.99), "ms");
      table.plain("verdict of a trace that is judged at once, p50", quantile(atOnce, 0.5), "ms");
      table.plain("verdict of a trace that is judged at once, p99", quantile(atOnce, 0.99), "ms");
      table.note(
          String.format(
              Locale.ROOT,
              "%d of each, one every %d ms; the judge takes %.0f ms of each",
              ASKED,
              EVERY.toMillis(),
              judge));
    }
  }

  /// Makes the request that is to be timed.
  private interface Question {
    HttpRequest of(int number);
  }

  /// The trace is on its way when the request is made.
  private HttpRequest published(Rig rig, String api) {
    String trace = name() + "-" + rig.published();
    rig.publish(1);
    return HttpRequest.newBuilder(URI.create(api + "gate/" + trace)).build();
  }

  private static HttpRequest evaluate(String api, int number) {
    String row =
        """
        {"id": "at-once-%1$d", "app": "bench", "question": "What?", "response": "Answer number %1$d."}
        """
            .formatted(number);
    return HttpRequest.newBuilder(URI.create(api + "evaluate"))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(row))
        .build();
  }

  /// The times until the answers in milliseconds, the shortest first.
  private static double[] asked(HttpClient client, Question question)
      throws IOException, InterruptedException {
    List<Future<Double>> times = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int number = 0; number < ASKED; number++) {
        long began = System.nanoTime();
        HttpRequest request = question.of(number);
        times.add(threads.submit(() -> answered(client, request, began)));
        Thread.sleep(EVERY);
      }
    }
    double[] sorted = new double[ASKED];
    for (int number = 0; number < ASKED; number++) {
      sorted[number] = get(times.get(number));
    }
    Arrays.sort(sorted);
    return sorted;
  }

  private static double answered(HttpClient client, HttpRequest request, long began)
      throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200 || response.body().contains("\"verdict\":\"undecided\"")) {
      throw new IOException(response.uri() + " answered " + response.body());
    }
    return (System.nanoTime() - began) / 1e6;
  }

  private static double get(Future<Double> time) throws IOException, InterruptedException {
    try {
      return time.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  private static double quantile(double[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))];
  }
}
