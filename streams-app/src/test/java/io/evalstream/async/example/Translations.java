package io.evalstream.async.example;

import io.evalstream.async.AsyncControl;
import io.evalstream.async.AsyncListener;
import io.evalstream.async.AsyncOperator;
import io.evalstream.async.AsyncSettings;
import io.evalstream.async.Backoff;
import io.evalstream.async.Call;
import io.evalstream.async.Ending;
import io.evalstream.async.Flow;
import io.evalstream.async.Gate;
import io.evalstream.async.GateSettings;
import io.evalstream.async.Peer;
import io.evalstream.async.Prepared;
import io.evalstream.async.Work;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/// The example of the room's documentation: each text goes to a slow service and comes back
/// translated. Knows the public face of the operator only.
final class Translations {

  private Translations() {}

  /// @param texts each begins with an id of its own, as in `17:good morning`
  /// @param partitions of the texts, which are the tasks of the operator
  static KStream<String, String> translate(
      KStream<String, String> texts, int partitions, Call<String, String> service) {
    InstantSource clock = InstantSource.system();
    AsyncControl control = new AsyncControl(clock);
    // example: begin
    control.shareAmong(partitions);
    Gate gate = new Gate("translator", GateSettings.withMaxInFlight(64), clock, control::share);
    Peer<String, String> translator = new Peer<>(service, gate, Duration.ofSeconds(30));
    AsyncOperator<String, String, String, String> operator =
        new AsyncOperator<>(
            new AsyncSettings(
                "translations",
                5,
                Duration.ofMinutes(15),
                new Backoff(Duration.ofMillis(500), Duration.ofSeconds(60)),
                100_000,
                10),
            Serdes.String(),
            Serdes.String(),
            context -> new TextWork(translator),
            control,
            AsyncListener.NONE);
    return texts
        .process(operator, Named.as("translate"))
        .mapValues(
            result ->
                switch (result.ending()) {
                  case Ending.Answered<String>(String translated) -> translated;
                  case Ending<String> other -> "not translated: " + other;
                },
            Named.as("translated"));
    // example: end
  }

  /// A request is its own question. Where it is large, the request is a key into a store instead,
  /// and `prepare` reads the payload from there.
  private record TextWork(Peer<String, String> translator)
      implements Work<String, String, String, String> {

    /// Not the text itself: of two equal ones each is to be translated.
    @Override
    public String id(String text) {
      return text.substring(0, text.indexOf(':'));
    }

    @Override
    public Peer<String, String> peer(String text) {
      return translator;
    }

    @Override
    public Flow flow(String language, String text) {
      return new Flow(language, "translation");
    }

    @Override
    public Prepared<String, String> prepare(String language, String text) {
      String words = text.substring(text.indexOf(':') + 1);
      return words.isBlank() ? new Prepared.Settled<>("") : new Prepared.Ready<>(words);
    }
  }
}
