package io.evalstream.bench.figures;

import io.evalstream.event.ChatEvent;
import io.evalstream.topic.TopicNames;
import io.evalstream.topic.TrustedRecords;
import io.evalstream.topic.ValueSerdes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/// What is written today where there is no asynchronous operator: the call inside `mapValues`. Same
/// input, same judge, same number of threads, same guarantee.
final class BlockingApp {

  static final String OUTPUT = "blocking-evaluations";

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI judge;
  private final LongAdder calls = new LongAdder();

  private BlockingApp(URI judge) {
    this.judge = judge;
  }

  /// @param arguments `BOOTSTRAP REGISTRY JUDGE THREADS STATE`
  public static void main(String[] arguments) throws InterruptedException {
    TrustedRecords.trust();
    BlockingApp app = new BlockingApp(URI.create(arguments[2] + "/chat/completions"));
    Map<String, String> clients =
        Map.of("bootstrap.servers", arguments[0], "schema.registry.url", arguments[1]);
    Properties properties = new Properties();
    properties.putAll(clients);
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "blocking");
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, arguments[3]);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, arguments[4]);
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put("auto.offset.reset", "earliest");
    KafkaStreams streams = new KafkaStreams(app.topology(new ValueSerdes(clients)), properties);
    streams.start();
    while (streams.state() != KafkaStreams.State.ERROR) {
      System.out.println("calls " + app.calls.sum());
      Thread.sleep(100);
    }
    // What has failed must not look like what is slow.
    System.exit(1);
  }

  private org.apache.kafka.streams.Topology topology(ValueSerdes serdes) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(
            new TopicNames(TopicNames.DEFAULT_PREFIX).chatEvents(),
            Consumed.with(Serdes.String(), serdes.<ChatEvent>open()))
        .mapValues(this::judge)
        .to(OUTPUT, Produced.with(Serdes.String(), Serdes.String()));
    return builder.build();
  }

  private String judge(ChatEvent event) {
    HttpRequest request =
        HttpRequest.newBuilder(judge)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body(event.getResponse())))
            .build();
    try {
      String reply = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      calls.increment();
      return reply;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String body(String response) {
    return """
    {"model":"m","messages":[{"role":"user","content":"Is this toxic? %s"}],
     "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object",
     "properties":{"label":{"type":"string","enum":["toxic","non_toxic"]}}}}}}
    """
        .formatted(response);
  }
}
