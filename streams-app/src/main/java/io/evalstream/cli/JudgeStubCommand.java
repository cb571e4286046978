package io.evalstream.cli;

import io.evalstream.devcluster.stub.Faults;
import io.evalstream.devcluster.stub.JudgeStub;
import io.evalstream.devcluster.stub.LabelledFileAnswerer;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Runs a judge that answers with the labels of a file.
@Command(
    name = "judge-stub",
    description = {
      "Runs a server with OpenAI's chat completions API that answers with the labels of a file:"
          + " a judge that is never wrong, for tests and for trying the monitor without an LLM.",
      "Faults can be changed while it runs: PUT /faults, see GET /faults; GET /stats counts calls."
    },
    mixinStandardHelpOptions = true)
final class JudgeStubCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE",
      description =
          "Rows as for 'replay', with labels {evaluator: label} and document_labels {evaluator:"
              + " {document id: label}}.")
  private Path file = Path.of("");

  @Option(
      names = "--port",
      defaultValue = "8090",
      paramLabel = "PORT",
      description = "0 takes any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--latency-ms",
      defaultValue = "0",
      paramLabel = "N",
      description = "How long each answer takes (default: ${DEFAULT-VALUE}).")
  private int latencyMillis;

  @Override
  public Integer call() throws Exception {
    if (!Files.isReadable(file)) {
      throw new ParameterException(spec.commandLine(), "cannot read " + file);
    }
    PrintWriter out = spec.commandLine().getOut();
    Stop stop = Stop.interrupting(Thread.currentThread());
    try (JudgeStub stub =
        JudgeStub.start(
            port, new LabelledFileAnswerer(file), Faults.slow(Duration.ofMillis(latencyMillis)))) {
      out.printf("judge  %s  (base_url of a judge with api: openai)%n", stub.baseUrl());
      out.flush();
      new CountDownLatch(1).await();
      return 0;
    } catch (InterruptedException e) {
      return 0;
    } finally {
      stop.done();
    }
  }
}
