package io.evalstream.async.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.async.CallResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example works, and the documentation shows it as it is.
class TranslationsTest {

  private static final Path ROOM = Path.of("src/main/java/io/evalstream/async/package-info.java");
  private static final Path EXAMPLE =
      Path.of("src/test/java/io/evalstream/async/example/Translations.java");

  @TempDir private Path stateDir;

  @Test
  void texts_comeBackTranslated() {
    StreamsBuilder builder = new StreamsBuilder();
    Translations.translate(
            builder.stream("texts", Consumed.with(Serdes.String(), Serdes.String())),
            1,
            (text, attempt) -> new CallResult.Answered<>(text.toUpperCase(Locale.ROOT)))
        .to("translations", Produced.with(Serdes.String(), Serdes.String()));
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "example");
    config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());

    try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), config)) {
      driver
          .createInputTopic("texts", new StringSerializer(), new StringSerializer())
          .pipeInput("en", "17:good morning");
      TestOutputTopic<String, String> translated =
          driver.createOutputTopic(
              "translations", new StringDeserializer(), new StringDeserializer());
      while (translated.isEmpty()) {
        driver.advanceWallClockTime(Duration.ofMillis(20));
      }

      assertThat(translated.readValue()).isEqualTo("GOOD MORNING");
    }
  }

  @Test
  void documentation_showsTheExample() throws IOException {
    assertThat(codeInDocumentation()).isEqualTo(example());
  }

  private static List<String> example() throws IOException {
    List<String> lines = Files.readAllLines(EXAMPLE);
    int begin = lines.indexOf("    // example: begin");
    int end = lines.indexOf("    // example: end");
    return lines.subList(begin + 1, end).stream().map(line -> line.substring(4)).toList();
  }

  private static List<String> codeInDocumentation() throws IOException {
    List<String> code = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(ROOM)) {
      if (line.startsWith("/// ```")) {
        inside = line.equals("/// ```java");
      } else if (inside) {
        code.add(line.substring(4));
      }
    }
    return code;
  }
}
