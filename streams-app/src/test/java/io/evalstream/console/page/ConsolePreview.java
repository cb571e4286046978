package io.evalstream.console.page;

import io.evalstream.async.Gate;
import io.evalstream.async.GateSettings;
import io.evalstream.console.ClusterBoards;
import io.evalstream.console.archive.Archive;
import io.evalstream.console.archive.Listing;
import io.evalstream.console.archive.RateQuery;
import io.evalstream.console.archive.SampleArchive;
import io.evalstream.event.EvalRate;
import io.evalstream.metric.FunnelStep;
import io.evalstream.topic.AvroJson;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

/// Serves the pages over a sample day, to be looked at: run `main`, with the port as its argument.
///
/// Of the API there are the rates of charts alone.
final class ConsolePreview {

  private ConsolePreview() {}

  public static void main(String[] arguments) throws Exception {
    Instant now = Instant.now();
    InstantSource clock = InstantSource.fixed(now);
    Archive archive = SampleArchive.fill(Files.createTempDirectory("console"), now);
    ConsolePages pages =
        new ConsolePages(
            archive,
            boards(),
            List.of(new Gate("default", GateSettings.withMaxInFlight(8), clock)),
            Monitored.config(),
            clock);
    Javalin.create(
            config -> {
              pages.addTo(config.routes);
              config.routes.get("/api/v1/rates", context -> rates(archive, context));
            })
        .start("127.0.0.1", Integer.parseInt(arguments[0]));
  }

  private static void rates(Archive archive, Context context) {
    Listing<EvalRate> rates =
        archive.rates(
            new RateQuery(
                context.queryParam("app"),
                context.queryParam("evaluator"),
                context.queryParam("dimension"),
                null,
                Duration.parse("PT" + context.queryParam("window")),
                Instant.parse(String.valueOf(context.queryParam("from"))),
                null,
                null,
                1_000));
    context
        .contentType("application/json")
        .result(
            rates.items().stream()
                .map(rate -> AvroJson.write(rate).toString())
                .collect(Collectors.joining(",", "{\"items\":[", "]}")));
  }

  private static ClusterBoards boards() {
    ClusterBoards funnel = new ClusterBoards();
    for (String app : SampleArchive.APPS) {
      count(funnel, app, "chat_event", "received", 12_431);
      count(funnel, app, "chat_event", "rejected", 31);
      count(funnel, app, "chat_event", "unsampled", 10_400);
      count(funnel, app, "chat_event", "sampled", 2_000);
      count(funnel, app, "retrieval_span", "received", 12_400);
      count(funnel, app, "retrieval_span", "unsampled", 10_400);
      count(funnel, app, "retrieval_span", "sampled", 1_998);
      count(funnel, app, "faithfulness", "requested", 2_000);
      count(funnel, app, "faithfulness", "judged", 1_950);
      count(funnel, app, "faithfulness", "expired", 12);
      count(funnel, app, "faithfulness", "not_evaluable", 30);
    }
    return funnel;
  }

  private static void count(
      ClusterBoards funnel, String app, String stage, String step, long count) {
    funnel.count("0_0", new FunnelStep(app, stage, step), count);
  }
}
