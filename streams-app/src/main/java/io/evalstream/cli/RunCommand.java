package io.evalstream.cli;

import io.evalstream.app.Monitor;
import io.evalstream.app.MonitorConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Runs the monitor.
@Command(
    name = "run",
    description = {
      "Runs the monitor against your Kafka until it is told to stop (Ctrl-C or SIGTERM).",
      "Several instances with the same streams.application_id share the work."
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The configuration, YAML. Check it with 'config check'.")
  private Path config = Path.of("");

  @Override
  public Integer call() throws Exception {
    MonitorConfig monitorConfig = MonitorConfig.read(config, System.getenv());
    PrintWriter out = spec.commandLine().getOut();
    Stop stop = Stop.interrupting(Thread.currentThread());
    try (Monitor monitor = Monitor.start(monitorConfig, InstantSource.system())) {
      out.printf(
          "evalstream runs: apps %s, http://%s:%d/metrics%n",
          monitorConfig.apps().keySet(), monitorConfig.http().host(), monitor.port());
      out.flush();
      monitor.awaitFailure();
      return 1;
    } catch (InterruptedException e) {
      out.println("evalstream stops");
      out.flush();
      return 0;
    } finally {
      stop.done();
    }
  }
}
