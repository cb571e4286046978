package io.evalstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evalstream.app.MonitorConfig;
import io.evalstream.http.HttpConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Asks the monitor of this machine how it is, for a container without curl.
@Command(
    name = "health",
    description = {
      "Asks the monitor that runs here with the same configuration how it is.",
      "Exit code 0 when it is, 1 when it is not or does not answer."
    },
    mixinStandardHelpOptions = true)
final class HealthCommand implements Callable<Integer> {

  /// What can be asked for.
  enum Question {
    LIVE,
    READY,
    STARTED
  }

  private static final int ANSWER_WITHIN_MILLIS = 3_000;
  private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The configuration of the monitor.")
  private Path config = Path.of("");

  @Option(
      names = "--of",
      defaultValue = "live",
      paramLabel = "STATE",
      description = "live, ready or started (default: ${DEFAULT-VALUE}).")
  private Question question = Question.LIVE;

  @Override
  public Integer call() throws Exception {
    URI address = address(MonitorConfig.read(config, System.getenv()).http());
    HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
    connection.setConnectTimeout(ANSWER_WITHIN_MILLIS);
    connection.setReadTimeout(ANSWER_WITHIN_MILLIS);
    try {
      boolean good = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      try (InputStream body = good ? connection.getInputStream() : connection.getErrorStream()) {
        spec.commandLine().getOut().println(new String(body.readAllBytes(), UTF_8));
      }
      return good ? 0 : 1;
    } catch (IOException e) {
      throw new IOException(address + " does not answer: " + e.getMessage(), e);
    } finally {
      connection.disconnect();
    }
  }

  private URI address(HttpConfig http) {
    String host = EVERY_ADDRESS.contains(http.host()) ? "127.0.0.1" : http.host();
    String named = host.contains(":") ? "[" + host + "]" : host;
    return URI.create(
        "http://"
            + named
            + ":"
            + http.port()
            + "/health/"
            + question.name().toLowerCase(Locale.ROOT));
  }
}
