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
      "Runs a server with OpenAI's chat completions API and Anthropic's messages API that answers"
          + " with the labels of a file: a judge that is never wrong, for tests and for trying the"
          + " monitor without an LLM.",
      "Faults can be changed while it runs: PUT /faults, see GET /faults. GET /stats counts calls,"
          + " DELETE /stats sets the counts to zero."
    },
    footer = {
      "",
      "Faults are JSON, for example {\"requests_per_minute\": 600}. What is absent is off:",
      "  latency_millis, latency_jitter_millis (0 to 600000 ms)",
      "      how long a reply takes, and up to how much longer",
      "  requests_per_minute, tokens_per_minute (0 to 1000000000)",
      "      limits that all callers share",
      "  capacity (0 to 100000)",
      "      calls worked on at once; the others wait in line",
      "  context_tokens (0 to 1000000000)",
      "      a longer prompt is refused",
      "  understands (a list of json_schema, tool, json_object, text)",
      "      any other way to ask for the shape of a reply is refused",
      "  state (ok, quota_exhausted, bad_credentials, model_not_found, down)",
      "      ends every call the same way, at once",
      "  rate_limited, server_error, broken_json, wrong_label, truncated, hang, reset, refused,",
      "  garbage (0 to 1, all together 1 at most)",
      "      shares of all calls",
      "  seed (a whole number)",
      "      of the draws"
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
      description = "How long each answer takes, 0 to 600000 (default: ${DEFAULT-VALUE}).")
  private int latencyMillis;

  @Override
  public Integer call() throws Exception {
    if (!Files.isReadable(file)) {
      throw new ParameterException(spec.commandLine(), "cannot read " + file);
    }
    Faults faults = faults();
    PrintWriter out = spec.commandLine().getOut();
    Stop stop = Stop.interrupting(Thread.currentThread());
    try (JudgeStub stub = JudgeStub.start(port, new LabelledFileAnswerer(file), faults)) {
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

  private Faults faults() {
    try {
      return Faults.slow(Duration.ofMillis(latencyMillis));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--latency-ms: " + e.getMessage(), e);
    }
  }
}
